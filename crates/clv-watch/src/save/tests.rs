//! Lets every single step of a replacement fail, die, or be crossed by a save of the owner's.

#![expect(
    clippy::disallowed_methods,
    reason = "here the tests play the owner, who writes as owners do"
)]

use super::*;
use std::cell::Cell;
use std::fs::{self, File};
use std::path::PathBuf;

const OLD: &[u8] = b"PK old ledger PK\x05\x06";
const NEW: &[u8] = b"PK new ledger, with sheets PK\x05\x06";
const NEW_PIECES: [&[u8]; 2] = [b"PK new ledger, ", b"with sheets PK\x05\x06"];
const OWNERS: &[u8] = b"PK saved by the owner just now PK\x05\x06";

/// What happens at one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// The system refuses.
    Fails(io::ErrorKind),
    /// The computer stops there: nothing happens from then on.
    Dies,
    /// The owner saves just before.
    OwnerSaves,
    /// The owner saves just before, and the computer stops there.
    OwnerSavesAndDies,
}

/// A disk on which something happens at one step.
struct Faulty<'a> {
    ledger: &'a Path,
    fault: Fault,
    at: usize,
    steps: Cell<usize>,
    can_exchange: bool,
}

impl Faulty<'_> {
    fn step<T>(&self, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let step = self.steps.get();
        self.steps.set(step + 1);
        let is_now = step == self.at;
        if is_now && matches!(self.fault, Fault::OwnerSaves | Fault::OwnerSavesAndDies) {
            owner_saves(self.ledger);
        }
        match self.fault {
            Fault::Fails(kind) if is_now => Err(kind.into()),
            Fault::Dies | Fault::OwnerSavesAndDies if step >= self.at => {
                Err(io::Error::other("dead"))
            }
            Fault::Fails(_) | Fault::Dies | Fault::OwnerSaves | Fault::OwnerSavesAndDies => work(),
        }
    }
}

/// Saves as spreadsheet programs do: a new file, renamed over the old one.
fn owner_saves(ledger: &Path) {
    let fresh = ledger.with_file_name("1A2B3C00");
    fs::write(&fresh, OWNERS).unwrap();
    fs::rename(fresh, ledger).unwrap();
}

impl Fs for Faulty<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.step(|| Disk.read(path))
    }
    fn hash(&self, path: &Path) -> io::Result<blake3::Hash> {
        self.step(|| Disk.hash(path))
    }
    fn exists(&self, path: &Path) -> bool {
        Disk.exists(path)
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.step(|| Disk.names(folder))
    }
    fn create(&self, path: &Path, pieces: &[&[u8]], like: Option<&Path>) -> io::Result<()> {
        // A disk that is full, or a computer that stops, leaves half a file.
        self.step(|| Disk.create(path, pieces, like)).inspect_err(|_| {
            let bytes = pieces.concat();
            Disk.create(path, &[&bytes[..bytes.len() / 2]], None).unwrap_or_default();
        })
    }
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        if !self.can_exchange {
            return Err(io::ErrorKind::Unsupported.into());
        }
        self.step(|| Disk.exchange(one, other))
    }
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| Disk.rename_new(from, to))
    }
    fn rename_over(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| Disk.rename_over(from, to))
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(|| Disk.remove(path))
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| Disk.sync_folder(folder))
    }
    fn lock_file(&self, path: &Path) -> io::Result<File> {
        Disk.lock_file(path)
    }
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        Disk.create_folder(folder)
    }
}

struct Desk {
    folder: tempfile::TempDir,
    state: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk =
            Self { folder: tempfile::tempdir().unwrap(), state: tempfile::tempdir().unwrap() };
        fs::write(desk.ledger(), OLD).unwrap();
        desk
    }

    fn ledger(&self) -> PathBuf {
        self.folder.path().join("kas.xlsx")
    }

    /// Puts the new bytes in the place of a ledger that was read as these.
    fn replace(&self, read: &[u8]) -> Saved {
        let (before, after) = ([read], Hashed::of(&NEW_PIECES));
        replace(&Disk, &self.backups(), &self.ledger(), Hashed::of(&before), after).unwrap()
    }

    fn backups(&self) -> Backups {
        Backups::new(self.state.path())
    }

    /// Everything that an owner could find back: in the folder and in the backup.
    fn everywhere(&self) -> Vec<Vec<u8>> {
        let folders = [self.folder.path().to_owned(), self.backups().folder_for(&self.ledger())];
        let files = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
        files.map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
    }

    fn left_over(&self) -> Vec<String> {
        let names = Disk.names(self.folder.path()).unwrap();
        names.into_iter().filter(|name| is_temporary(name)).collect()
    }
}

/// Runs one replacement with a fault at one step, then starts anew; returns whether that step was reached.
fn survives(fault: Fault, at: usize, can_exchange: bool) -> bool {
    let desk = Desk::new();
    let (ledger, backups) = (desk.ledger(), desk.backups());
    let disk = Faulty { ledger: &ledger, fault, at, steps: Cell::new(0), can_exchange };
    let saved = replace(&disk, &backups, &ledger, Hashed::of(&[OLD]), Hashed::of(&NEW_PIECES));
    recover(&Disk, &backups, desk.folder.path()).unwrap();

    let told = format!("{fault:?} at step {at}, exchange {can_exchange}: {saved:?}");
    let is_reached = disk.steps.get() > at;
    let stands = fs::read(&ledger).unwrap_or_else(|_| panic!("the ledger is gone: {told}"));
    let found = desk.everywhere();
    let owner_saved = is_reached && matches!(fault, Fault::OwnerSaves | Fault::OwnerSavesAndDies);
    assert!([OLD, NEW, OWNERS].contains(&stands.as_slice()), "half a ledger: {told}");
    assert!(found.iter().any(|bytes| bytes == OLD) || owner_saved, "the old one is lost: {told}");
    if owner_saved {
        assert!(found.iter().any(|bytes| bytes == OWNERS), "the owner's save is lost: {told}");
    }
    if saved.is_ok_and(|saved| saved == Saved::Replaced) && !owner_saved {
        assert_eq!(stands, NEW, "said to be in place: {told}");
    }
    assert_eq!(desk.left_over(), Vec::<String>::new(), "{told}");
    is_reached
}

#[test]
fn whatever_fails_at_whatever_step_nothing_of_the_owner_is_lost() {
    let faults = [
        Fault::Fails(io::ErrorKind::StorageFull),
        Fault::Fails(io::ErrorKind::PermissionDenied),
        Fault::Fails(io::ErrorKind::Interrupted),
        Fault::Dies,
        Fault::OwnerSaves,
        Fault::OwnerSavesAndDies,
    ];
    for can_exchange in [true, false] {
        for fault in faults {
            let steps = (0..1000).take_while(|&at| survives(fault, at, can_exchange)).count();
            assert!(steps > 8, "only {steps} steps were tried");
        }
    }
}

#[test]
fn a_ledger_is_replaced_and_its_earlier_version_kept() {
    let desk = Desk::new();
    let saved = desk.replace(OLD);
    assert_eq!(saved, Saved::Replaced);
    assert_eq!(fs::read(desk.ledger()).unwrap(), NEW);
    assert!(desk.everywhere().contains(&OLD.to_vec()));
}

#[test]
fn a_ledger_that_was_saved_or_opened_meanwhile_is_left_alone() {
    let desk = Desk::new();
    owner_saves(&desk.ledger());
    let saved = desk.replace(OLD);
    assert_eq!(saved, Saved::Changed);
    fs::write(desk.folder.path().join("~$kas.xlsx"), "").unwrap();
    let saved = desk.replace(OWNERS);
    assert_eq!(saved, Saved::Changed);
    assert_eq!(fs::read(desk.ledger()).unwrap(), OWNERS);
}

#[cfg(unix)]
#[test]
fn a_ledger_keeps_its_mode_and_its_attributes() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    fs::set_permissions(desk.ledger(), fs::Permissions::from_mode(0o640)).unwrap();
    desk.replace(OLD);
    assert_eq!(fs::metadata(desk.ledger()).unwrap().permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn what_is_made_beside_a_ledger_may_be_read_by_whoever_may_read_the_ledger() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let made = desk.folder.path().join("kas - CLV.xlsx");
    for like in [0o640, 0o600] {
        fs::set_permissions(desk.ledger(), fs::Permissions::from_mode(like)).unwrap();
        write_own(&Disk, &desk.backups(), &made, &desk.ledger(), Hashed::of(&[b"one"])).unwrap();
        assert_eq!(mode(&made), like);
        fs::remove_file(&made).unwrap();
    }
    // A file that somebody opened up stays so; one that is like nothing is as any new file.
    fs::write(&made, b"any").unwrap();
    let usual = mode(&made);
    fs::set_permissions(&made, fs::Permissions::from_mode(0o664)).unwrap();
    write_own(&Disk, &desk.backups(), &made, &desk.ledger(), Hashed::of(&[b"two"])).unwrap();
    assert_eq!(mode(&made), 0o664);
    let fresh = desk.folder.path().join("leeg.xlsx");
    write_own(&Disk, &desk.backups(), &fresh, &fresh, Hashed::of(&[b"three"])).unwrap();
    assert_eq!(mode(&fresh), usual);
}
