//! The palette: every colour that Gavel shows, as 0xRRGGBB.

/// A neutral bar: notes, voided and failed cases.
pub const GREY: u32 = 0x0080_848E;
/// Information and minor changes.
pub const BLURPLE: u32 = 0x0058_65F2;
/// Ends and releases.
pub const GREEN: u32 = 0x0023_A55A;
/// Warnings.
pub const AMBER: u32 = 0x00F0_B232;
/// Restrictions of a member who stays in the server.
pub const ORANGE: u32 = 0x00E6_7E22;
/// Removals of a member who may come back.
pub const CORAL: u32 = 0x00E2_5C5C;
/// Bans and lockdowns.
pub const CRIMSON: u32 = 0x00C0_392B;
/// Deletions, reports and alarms.
pub const RED: u32 = 0x00ED_4245;
