//! Workbooks as bytes: reads cells, renders sheets, grafts them into any package; knows nothing of customers.

#![forbid(unsafe_code)]

mod marker;
pub mod read;
pub mod graft;
mod blank;
pub mod render;

pub use blank::blank;
pub use read::read;
pub use render::render;
