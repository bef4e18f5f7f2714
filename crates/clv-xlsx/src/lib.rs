//! Workbooks as bytes: reads cells, renders sheets, grafts them into any package; knows nothing of customers.

mod marker;
pub mod read;
pub mod graft;
pub mod render;

pub use read::read;
pub use render::render;
