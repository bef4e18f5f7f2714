//! `clv new`: a ledger to start with, for a kind of business.

use crate::cli::Language;
use crate::desk::{Delivery, Desk};
use crate::error::Fatal;
use crate::input::Hashed;
use crate::notices::Terminal;
use crate::plug_ins;
use crate::save;
use crate::update::file_name;
use crate::{Done, cli::Shared};
use clap::Args;
use clv_core::templates::Template;
use clv_core::words::Lang;
use clv_xlsx::render::{Locale, Look, render};
use std::io;
use std::path::{Path, PathBuf};

/// What `clv new` is asked.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// The kind of business: one of `--list`.
    #[arg(required_unless_present = "list", value_name = "TEMPLATE")]
    pub template: Option<String>,
    /// The workbook to make; one that is there already is left as it is.
    #[arg(required_unless_present = "list", value_name = "FILE.xlsx")]
    pub file: Option<PathBuf>,
    /// List the kinds of business.
    #[arg(long, conflicts_with_all = ["template", "file"])]
    pub list: bool,
    /// The language of the ledger [default: nl].
    #[arg(long)]
    pub lang: Option<Language>,
}

/// Makes a starter ledger, or lists what there is.
pub fn new(args: &NewArgs, terminal: &Terminal) -> Result<Done, Fatal> {
    let lang = args.lang.map_or(Lang::default(), Lang::from);
    let folder = args.file.as_deref().map_or(Path::new("."), save::folder_of);
    let templates = templates(folder)?;
    let (Some(name), Some(file)) = (&args.template, &args.file) else {
        let longest = templates.iter().map(|template| template.id.len()).max().unwrap_or(0);
        for it in &templates {
            terminal.say(&format!("{:longest$}  {}", it.id, it.name.text(lang)))?;
        }
        return Ok(Done::All);
    };
    let known = || templates.iter().map(|template| template.id.as_str()).collect::<Vec<_>>();
    let Some(template) = templates.iter().find(|template| template.id == *name) else {
        let known = known().join(", ");
        return Err(Fatal::Usage(format!("`{name}` is no template; there are {known}")));
    };
    write(template, file, lang)?;
    terminal.tell("clv-new-made", &[("file", file_name(file).into())])?;
    Ok(Done::All)
}

/// Returns the templates in the program and those in the folder of one's own, which win.
fn templates(folder: &Path) -> Result<Vec<Template>, Fatal> {
    let mut templates = Template::all().to_vec();
    for (id, path) in plug_ins::templates(folder) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let template = Template::parse(&id, &text)
            .map_err(|error| Fatal::Usage(format!("{}: {error}", path.display())))?;
        templates.retain(|known| known.id != id);
        templates.push(template);
    }
    templates.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(templates)
}

fn write(template: &Template, file: &Path, lang: Lang) -> Result<(), Fatal> {
    let failed = |source: io::Error| Fatal::Write { path: file.to_owned(), source };
    if file.exists() {
        return Err(failed(io::Error::from(io::ErrorKind::AlreadyExists)));
    }
    let locale = match lang {
        Lang::Nl => Locale::Dutch,
        Lang::En => Locale::British,
    };
    let look = Look { locale, currency: "EUR".to_owned(), ..Look::default() };
    let bytes = render(&template.starter(lang), &look).map_err(io::Error::other).map_err(failed)?;
    let desk = Desk::new(Shared::default(), Delivery::Home);
    save::write_own(&*desk.fs, &desk.backups, file, file, Hashed::of(&[&bytes])).map_err(failed)
}
