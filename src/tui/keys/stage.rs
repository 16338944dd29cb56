//! What a mailing is doing, as far as the same keys do something else then.

use super::Id;

/// The stages of a mailing on its screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    /// There is none, or it is over.
    #[default]
    Over,
    /// The sixty seconds run that were begun in this composer.
    Counting,
    /// They are over only now.
    Beginning,
    /// Until it is due.
    Waiting,
    /// The same, and nobody is there to begin with it.
    WaitingAlone,
    Sending,
    /// It is to be sent, and nobody is there to do it.
    SendingAlone,
    /// Paused by somebody, or held by the program.
    Stopped,
    /// Held, and it can't go on any more.
    Ended,
}

impl Stage {
    /// What the hint line says of a command; empty where it can do nothing now.
    pub fn hint(self, id: Id) -> &'static str {
        match (id, self) {
            (Id::Pause, Self::Counting | Self::Beginning | Self::Waiting | Self::Sending) => "pause",
            (Id::Pause, Self::Stopped) => "go on",
            (Id::Pause, Self::WaitingAlone | Self::SendingAlone) => "start a sender",
            (Id::CancelMailing, Self::Counting | Self::Waiting | Self::WaitingAlone) => "cancel mailing",
            (Id::CancelMailing, Self::Stopped | Self::Ended) => "cancel mailing",
            (Id::Back, Self::Counting | Self::Beginning) => "stop it",
            (Id::Back, Self::Waiting) => "leave: it still starts",
            (Id::Back, Self::Sending) => "leave: sending goes on",
            (Id::Back, Self::WaitingAlone) => "leave: nobody starts it",
            (Id::Back, Self::SendingAlone) => "leave: nothing is sent",
            (Id::Back, Self::Stopped | Self::Ended) => "leave: it stays stopped",
            (Id::Back, Self::Over) => "back",
            _ => "",
        }
    }
}
