//! Other programs that look at our workbooks: LibreOffice recalculates and prints them, openpyxl opens them.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Makes LibreOffice compute every formula anew when it opens a workbook, whatever values are stored.
const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// Returns whether a check that needs a tool goes on; says in a visible line that it is left out otherwise.
///
/// # Panics
///
/// Where `CLV_REQUIRE_ALL` is set, as in continuous integration, nothing may be left out.
pub fn is_there(tool: &str, answers: bool) -> bool {
    assert!(answers || std::env::var_os("CLV_REQUIRE_ALL").is_none(), "{tool} is missing");
    if !answers {
        writeln!(io::stdout(), "left out: {tool} is not there").unwrap_or_default();
    }
    answers
}

fn answers(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// LibreOffice with a profile of its own.
pub struct LibreOffice {
    folder: TempDir,
}

impl LibreOffice {
    /// Returns it if it is installed; says that a check is left out otherwise.
    pub fn find() -> io::Result<Option<Self>> {
        if !is_there("LibreOffice", answers(Command::new("soffice").arg("--version"))) {
            return Ok(None);
        }
        let folder = TempDir::new()?;
        std::fs::create_dir_all(folder.path().join("profile/user"))?;
        put(
            &folder.path().join("profile/user/registrymodifications.xcu"),
            ALWAYS_RECALCULATE.as_bytes(),
        )?;
        Ok(Some(Self { folder }))
    }

    /// Opens each workbook, computes all its formulas and saves it as `xlsx`, or prints it as `pdf`; results in order.
    pub fn convert(&self, workbooks: &[Vec<u8>], ending: &str) -> io::Result<Vec<Vec<u8>>> {
        let (input, output) = (self.folder.path().join("in"), self.folder.path().join("out"));
        std::fs::create_dir_all(&input)?;
        std::fs::create_dir_all(&output)?;
        let paths: Vec<PathBuf> =
            (0..workbooks.len()).map(|at| input.join(format!("{at:04}.xlsx"))).collect();
        for (path, bytes) in paths.iter().zip(workbooks) {
            put(path, bytes)?;
        }
        let profile = self.folder.path().join("profile");
        let status = Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", profile.display()))
            .args(["--headless", "--convert-to", ending, "--outdir"])
            .arg(&output)
            .args(&paths)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        if !status.success() {
            return Err(io::Error::other(format!("LibreOffice: {status}")));
        }
        paths
            .iter()
            .map(|path| {
                let name = path.file_stem().unwrap_or_default();
                std::fs::read(output.join(name).with_extension(ending))
            })
            .collect()
    }
}

/// Opens a workbook with openpyxl; returns its warnings, or `None` where openpyxl is not there, which is said.
pub fn openpyxl(workbook: &[u8]) -> io::Result<Option<String>> {
    if !is_there("openpyxl", answers(Command::new("python3").args(["-c", "import openpyxl"]))) {
        return Ok(None);
    }
    let folder = TempDir::new()?;
    let path = folder.path().join("workbook.xlsx");
    put(&path, workbook)?;
    let output = Command::new("python3")
        .args(["-W", "always", "-c", "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])"])
        .arg(&path)
        .output()?;
    Ok(Some(String::from_utf8_lossy(&output.stderr).into_owned()))
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).create(true).truncate(true).open(path)?.write_all(bytes)
}
