//! Offers below the reserve (DESIGN section 5).
