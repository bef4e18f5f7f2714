//! A whole run, from the file on disk to the sheets in it, beside calamine's bare read of the same file: 1k to 1M rows.
//!
//! `cargo bench -p clv-tests`; the names of the sizes choose (`cargo bench -p clv-tests -- 100000`). Whole processes with
//! their peak memory are measured by `tests/checks/speed.py`.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run may stop")]

use calamine::{Reader, Xlsx, open_workbook};
use clv_watch::cli::Shared;
use clv_watch::desk::{Delivery, Desk};
use clv_watch::save::{Backups, Disk};
use clv_watch::update;
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::fs::OpenOptions;
use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};

const SIZES: [u32; 4] = [1_000, 10_000, 100_000, 1_000_000];

fn whole_run(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk {
        options: Shared::default(),
        delivery: Delivery::Home,
        fs: Box::new(Disk),
        backups: Backups::new(&folder.path().join("state")),
        actions: None,
    };
    let mut group = criterion.benchmark_group("ledger");
    group.sample_size(10);
    for n_rows in SIZES {
        let bytes = clv_tests::generate::ledger(n_rows, 1).unwrap();
        let path = folder.path().join(format!("{n_rows}.xlsx"));
        put(&path, &bytes);
        group.throughput(Throughput::Elements(u64::from(n_rows)));
        group.bench_function(BenchmarkId::new("calamine worksheet_range", n_rows), |bencher| {
            bencher.iter(|| range(&path));
        });
        let fresh = || -> PathBuf {
            put(&path, &bytes);
            path.clone()
        };
        group.bench_function(BenchmarkId::new("clv run", n_rows), |bencher| {
            let run = |path: PathBuf| update::run(&path, &desk).unwrap();
            bencher.iter_batched(fresh, run, BatchSize::PerIteration);
        });
    }
    group.finish();
}

fn put(path: &Path, bytes: &[u8]) {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).open(path).unwrap().write_all(bytes).unwrap();
}

fn range(path: &Path) {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    for name in workbook.sheet_names() {
        black_box(workbook.worksheet_range(&name).unwrap());
    }
}

criterion_group!(benches, whole_run);
criterion_main!(benches);
