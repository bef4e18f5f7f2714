//! The numerics that the models stand on: special functions, quadrature, optimizing, small matrices and sampling.

pub mod special;
pub mod quadrature;
pub mod hypergeometric;
pub mod matrix;
pub mod optimize;
pub mod sample;
pub mod negative_binomial;
