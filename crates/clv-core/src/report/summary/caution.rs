//! What to keep in mind, whatever the numbers are.

use crate::report::Context;
use crate::report::page::Page;
use crate::sheet::Role;

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    page.line(Role::Note, context.text("summary-caution"));
}
