//! What the program does as a process of its own.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod exits;

/// Returns the program, with a folder for its backups that is not the user's.
#[cfg(test)]
fn clv(state: &std::path::Path) -> std::process::Command {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_clv"));
    for place in ["HOME", "XDG_STATE_HOME", "LOCALAPPDATA"] {
        program.env(place, state);
    }
    program
}
