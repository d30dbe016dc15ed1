//! Votes on proposals (DESIGN section 7).
