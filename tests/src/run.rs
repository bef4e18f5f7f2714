//! One ledger computed as `clv run --out` does it.

use clv_watch::cli::Shared;
use clv_watch::desk::{Delivery, Desk};
use clv_watch::error::LedgerError;
use clv_watch::save::{Backups, Disk};
use clv_watch::update;
use std::path::Path;

/// Computes a ledger, which stays as it is; returns the workbook with our sheets in it.
pub fn computed(ledger: &Path) -> Result<Vec<u8>, LedgerError> {
    let folder = tempfile::tempdir().map_err(LedgerError::Unwritable)?;
    let out = folder.path().join("out.xlsx");
    let desk = Desk {
        options: Shared::default(),
        delivery: Delivery::File(out.clone()),
        fs: Box::new(Disk),
        backups: Backups::new(folder.path()),
        actions: None,
    };
    update::run(ledger, &desk)?;
    std::fs::read(out).map_err(LedgerError::Unreadable)
}
