//! Damaged and hostile workbooks by the thousand: each is done or refused, at once, in little memory, and never a panic.
//!
//! A quarter of a second of it in every run of the tests; `CLV_FUZZ_SECONDS=60 cargo test --release -p clv-xlsx fuzz` for more.

use super::*;
use std::time::{Duration, Instant};

/// How long one workbook may take, with room for a busy computer.
const LONGEST: Duration = Duration::from_secs(1);
/// The most memory of the whole process, in KiB; its tests included.
const MEMORY: u64 = 256 << 10;

/// What damage is made of, besides chance: what the parts are written in, and numbers at the edges.
const PIECES: [&str; 32] = [
    "<",
    ">",
    "/>",
    "</",
    "\"",
    "'",
    "&",
    "&amp;",
    "&#0;",
    "]]>",
    "<!--",
    "<![CDATA[",
    "<!DOCTYPE a>",
    "\u{feff}",
    " xmlns:x=\"x\"",
    "x:",
    " count=\"4294967295\"",
    " localSheetId=\"0\"",
    " localSheetId=\"99999999999\"",
    "-1",
    "0",
    "65535",
    "4294967296",
    "../",
    "%2e%2e/",
    "\\",
    "<sheets/>",
    "<sheet/>",
    "<definedNames/>",
    "<fonts/>",
    "<dxfs><dxf/></dxfs>",
    "é\u{10ffff}",
];

/// Numbers by chance, the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(24)).min(bytes.len());
            match self.below(6) {
                0 => drop(bytes.drain(at..end)),
                1 => drop(bytes.splice(at..end, PIECES[self.below(PIECES.len())].bytes())),
                2 => drop(bytes.splice(at..at, PIECES[self.below(PIECES.len())].bytes())),
                3 => {
                    let copy = bytes[at..end].to_vec();
                    let to = self.below(bytes.len());
                    drop(bytes.splice(to..to, copy));
                }
                4 if at < bytes.len() => bytes[at] = u8::try_from(self.below(256)).unwrap(),
                _ if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                _ => {}
            }
        }
    }
}

fn stored(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        if zip.start_file(name.as_str(), plain).is_ok() {
            zip.write_all(content).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// Returns workbooks to damage: one of another program, and one that holds sheets of ours.
fn seeds() -> Vec<Vec<(String, Vec<u8>)>> {
    let grafted = put_for_good(&Parts::new().pack());
    let chain = "<calcChain xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><c r=\"A2\" i=\"2\"/><c r=\"A1\" i=\"1\"/></calcChain>";
    [Parts::new().pack(), grafted]
        .iter()
        .map(|package| {
            let parts = names(package)
                .into_iter()
                .map(|name| (name.clone(), read(package, &name).into_bytes()));
            parts.chain([("xl/calcChain.xml".to_owned(), chain.as_bytes().to_vec())]).collect()
        })
        .collect()
}

fn small_report() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let date = Format::new().set_num_format("d mmm yyyy").set_font_name("Arial");
    let sheet = workbook.add_worksheet().set_name("Fuzz").unwrap();
    sheet.write_with_format(0, 0, 45_717, &date).unwrap();
    workbook.save_to_buffer().unwrap()
}

/// Damages one workbook and puts a sheet into it; returns whether that was possible.
fn attempt(chance: &mut Chance, seeds: &[Vec<(String, Vec<u8>)>], report: &[u8]) -> bool {
    let mut parts = seeds[chance.below(seeds.len())].clone();
    let mut package = if chance.below(4) == 0 {
        stored(&parts)
    } else {
        let at = chance.below(parts.len());
        chance.damage(&mut parts[at].1);
        if chance.below(8) == 0 {
            let mut name = std::mem::take(&mut parts[at].0).into_bytes();
            chance.damage(&mut name);
            parts[at].0 = String::from_utf8_lossy(&name).into_owned();
        }
        stored(&parts)
    };
    if chance.below(4) == 0 {
        chance.damage(&mut package);
    }
    let removed = crate::graft::remove(&package).map(|removed| Host::open(&removed).map(drop));
    assert!(!matches!(removed, Ok(Err(_))), "what was removed from cannot be opened");
    let Ok(grafted) = graft(&package, report, &["summary"]) else { return false };
    let again = graft(&grafted, report, &["summary"]);
    assert!(again.is_ok_and(|again| again == grafted), "a second run changes something");
    true
}

#[test]
fn damaged_workbooks_are_done_or_refused() {
    let seconds = std::env::var("CLV_FUZZ_SECONDS").ok().and_then(|text| text.parse::<f64>().ok());
    let end = Instant::now() + Duration::from_secs_f64(seconds.unwrap_or(0.25));
    let (seeds, report) = (seeds(), small_report());
    let (mut n_runs, mut n_done, mut longest) = (0u64, 0u64, Duration::ZERO);
    let first =
        std::env::var("CLV_FUZZ_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1u64);
    while Instant::now() < end || n_runs == 0 {
        let seed = first + n_runs;
        let start = Instant::now();
        let attempted = std::panic::catch_unwind(|| {
            attempt(&mut Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1), &seeds, &report)
        });
        n_done +=
            u64::from(attempted.unwrap_or_else(|_| panic!("CLV_FUZZ_SEED={seed} repeats it")));
        longest = longest.max(start.elapsed());
        n_runs += 1;
    }
    println!("{n_runs} workbooks, {n_done} of them done, the longest in {longest:?}");
    if let (Some(_), Some(peak)) = (seconds, peak_memory()) {
        println!("{peak} KiB of memory at most");
        assert!(longest < LONGEST && peak < MEMORY);
    }
}

/// Returns the most memory that this process has had, in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
