//! How the system's allocator gives memory back where there is much of it: large pieces as soon as they are free.

use std::sync::atomic::{AtomicBool, Ordering};

/// From so many bytes on a ledger is large. For others memory is not what matters, and asking for it anew each time takes a
/// fortieth of the time.
const LARGE_LEDGER: u64 = 16 << 20;
/// Whether the allocator was told.
static IS_TOLD: AtomicBool = AtomicBool::new(false);

/// Pieces from so many bytes on are asked of the system one by one, and returned to it when they are free.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE: i32 = 256 << 10;
/// So many free bytes at the end of a heap are kept; glibc does not choose this itself any more once [`LARGE`] is given.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const KEPT: i32 = 1 << 20;

/// Has large pieces of memory returned to the system when they are free; returns whether the allocator can be told.
///
/// Left alone, glibc takes every large piece that is freed as a sign to keep those up to its size, of at most 32 MB, for
/// itself: a ledger of a million rows then held a quarter more memory than was ever in use, and `watch` held it for good.
pub(crate) fn return_large_pieces() -> bool {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        let tell = |what, value| {
            #[expect(
                unsafe_code,
                reason = "no safe library tells glibc; nothing else in the house is unsafe"
            )]
            // SAFETY: sets a number of the allocator, which may be done at any time; it takes no pointers.
            unsafe {
                libc::mallopt(what, value) == 1
            }
        };
        let is_told = tell(libc::M_MMAP_THRESHOLD, LARGE) && tell(libc::M_TRIM_THRESHOLD, KEPT);
        IS_TOLD.store(is_told, Ordering::Relaxed);
        is_told
    }
    #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
    false
}

/// Prepares for a ledger of so many bytes: of a large one, large pieces are returned.
pub(crate) fn prepare_for(bytes: u64) {
    if bytes >= LARGE_LEDGER && !IS_TOLD.load(Ordering::Relaxed) {
        return_large_pieces();
    }
}

/// Returns what is free between pieces that are in use, where large pieces are returned: worth it after much was let go,
/// and before much is asked for.
pub(crate) fn return_free_pieces() {
    if !IS_TOLD.load(Ordering::Relaxed) {
        return;
    }
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        #[expect(
            unsafe_code,
            reason = "no safe library tells glibc; nothing else in the house is unsafe"
        )]
        // SAFETY: gives back pages that nobody holds; may be called at any time, from any thread.
        unsafe {
            libc::malloc_trim(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_allocator_is_told_where_it_is_glibc() {
        assert_eq!(return_large_pieces(), cfg!(all(target_os = "linux", target_env = "gnu")));
    }
}
