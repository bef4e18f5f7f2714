//! Workbooks as bytes: reads cells, renders sheets, grafts them into any package; knows nothing of customers.

pub mod read;

pub use read::read;
