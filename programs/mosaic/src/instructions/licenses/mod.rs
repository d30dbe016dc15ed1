mod close_license;
mod take_license;

pub use close_license::*;
pub use take_license::*;
