//! What the terminal sends; and letting go of the terminal while another program has it.

use std::io;

use crossterm::event::{Event as Sent, EventStream};
use futures_util::StreamExt as _;
use tokio::runtime::Handle;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinHandle;

use super::event::Event;
use super::keys::{Key, Mouse};

/// Reads until the terminal is gone or nobody wants to know any more.
#[derive(Debug)]
pub struct Input {
    runtime: Handle,
    events: UnboundedSender<Event>,
    task: JoinHandle<()>,
}

impl Input {
    pub fn begin(runtime: Handle, events: UnboundedSender<Event>) -> Self {
        let task = runtime.spawn(listen(events.clone()));
        Self { runtime, events, task }
    }

    /// Nothing reads from the terminal here any more, until [`Self::go_on`].
    pub async fn let_go(&mut self) {
        self.task.abort();
        // It ends by being told to.
        _ = (&mut self.task).await;
    }

    pub fn go_on(&mut self) {
        *self = Self::begin(self.runtime.clone(), self.events.clone());
    }
}

/// Of a terminal that is gone, reading may never come back: this is a task of its own, so that the signal that says so is heard.
async fn listen(events: UnboundedSender<Event>) {
    let mut sent = EventStream::new();
    while let Some(input) = sent.next().await {
        let event = read(input);
        let over = matches!(event, Some(Event::Hangup));
        if event.is_some_and(|event| events.send(event).is_err()) || over {
            return;
        }
    }
}

/// What the terminal sent; a terminal that is gone hangs up.
fn read(input: io::Result<Sent>) -> Option<Event> {
    match input {
        Ok(Sent::Key(key)) => Key::from_event(key).map(Event::Key),
        Ok(Sent::Mouse(mouse)) => Mouse::from_event(mouse).map(Event::Mouse),
        Ok(Sent::Paste(text)) => Some(Event::Paste(text)),
        Ok(_) => Some(Event::Resize),
        Err(_) => Some(Event::Hangup),
    }
}
