//! What stands out in how customers buy: where they drop off, what they are worth over time, how it is spread.
//!
//! Each file answers one question of the owner from summaries; nothing here is predicted.

pub mod by_name;
pub mod channels;
pub mod concentration;
pub mod drop_off;
pub mod history;
pub mod leaving;
pub mod over_time;
pub mod referrals;
pub mod returning;
pub mod splits;
pub mod unprofitable;
