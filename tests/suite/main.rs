//! The suite that drives the product as an owner would.

mod tidy;
