//! Licences of the assets (DESIGN section 7).
