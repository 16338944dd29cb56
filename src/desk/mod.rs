//! Deeds, one file each: what the composer and the command line can do.

pub mod audience;
pub mod browser;
pub mod check;
pub mod control;
pub mod decide;
pub mod dkim_new;
pub mod doctor;
pub mod dry_run;
pub mod frozen;
pub mod init;
pub mod list;
pub mod lists;
pub mod missing;
mod names;
pub mod new;
pub mod opened;
pub mod press;
pub mod preview;
pub mod relay;
mod sample;
pub mod send;
pub mod spreadsheet;
pub mod status;
pub mod test_mail;
pub mod unsubscribe;
pub mod way_out;
pub mod work;
