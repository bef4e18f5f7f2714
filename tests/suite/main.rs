//! The suite that drives the product as an owner would.

#[cfg(test)]
mod examples;
#[cfg(test)]
mod owners;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod watching;
#[cfg(test)]
mod workbooks;
