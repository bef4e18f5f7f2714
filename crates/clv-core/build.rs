//! Lists the folders of `templates/` that hold a template, so that dropping one in adds one.

use std::fmt::Write;
use std::path::Path;

#[expect(clippy::disallowed_methods, reason = "a list for the compiler, made while building")]
fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the folder of the crate");
    let templates = Path::new(&root).join("../../templates");
    println!("cargo::rerun-if-changed={}", templates.display());
    let folders = std::fs::read_dir(&templates).expect("the templates are in the project");
    let mut names: Vec<String> = folders
        .filter_map(Result::ok)
        .filter(|folder| folder.path().join("template.toml").is_file())
        .filter_map(|folder| folder.file_name().into_string().ok())
        .collect();
    names.sort();
    let mut list = String::from("&[");
    for name in names {
        let path = templates.join(&name).join("template.toml");
        write!(list, "({name:?}, include_str!({:?})),", path.display().to_string())
            .expect("a text takes more text");
    }
    list.push(']');
    let out = std::env::var("OUT_DIR").expect("cargo names a folder for what is built");
    std::fs::write(Path::new(&out).join("templates.rs"), list).expect("that folder can be written");
}
