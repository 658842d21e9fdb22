//! How many pages of the list have numbers.

use shared::page::NUMBERED_ROWS;

/// The last page that can be reached by its number.
pub fn last_numbered_page(size: u32) -> u32 {
    // 10,000 rows fit in 32 bits.
    NUMBERED_ROWS as u32 / size
}

/// How many pages of a total have numbers.
pub fn numbered_pages(total: u64, size: u32) -> u32 {
    // Never more than the last numbered page, which fits.
    total.div_ceil(u64::from(size)).clamp(1, u64::from(last_numbered_page(size))) as u32
}
