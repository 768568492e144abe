//! The numbers of component types.

pub(in crate::simulator) const ROW: i64 = 1;
pub(in crate::simulator) const BUTTON: i64 = 2;
pub(in crate::simulator) const STRING_SELECT: i64 = 3;
pub(in crate::simulator) const TEXT_INPUT: i64 = 4;
pub(in crate::simulator) const USER_SELECT: i64 = 5;
pub(in crate::simulator) const CHANNEL_SELECT: i64 = 8;
pub(in crate::simulator) const SECTION: i64 = 9;
pub(in crate::simulator) const TEXT: i64 = 10;
pub(in crate::simulator) const THUMBNAIL: i64 = 11;
pub(in crate::simulator) const GALLERY: i64 = 12;
pub(in crate::simulator) const FILE: i64 = 13;
pub(in crate::simulator) const SEPARATOR: i64 = 14;
pub(in crate::simulator) const CONTAINER: i64 = 17;
pub(in crate::simulator) const LABEL: i64 = 18;
pub(in crate::simulator) const UPLOAD: i64 = 19;
pub(in crate::simulator) const RADIO: i64 = 21;
pub(in crate::simulator) const CHECKBOXES: i64 = 22;
pub(in crate::simulator) const CHECKBOX: i64 = 23;
