//! F1: any bytes of any server, in any pieces. A letter counts as accepted only if the answer in its own place, by a
//! count of its own of questions and answers, says so; and what the client keeps in memory is bounded.

use std::sync::Arc;

use courant::domain::settings::Tls;
use courant::domain::{Address, Reply};
use courant::mail::smtp::{Credentials, Event, Fault, Landed, Session, Terms};

use super::{Feed, Trace};

/// What the client has asked, and of which letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Greeting,
    Other,
    Mail(usize),
    Rcpt(usize),
    Data(usize),
    /// The terminator, or the last octet of BDAT.
    End(usize),
}

/// Questions by what was written, answers by what was heard.
struct Line {
    asked: Vec<Asked>,
    codes: Vec<Option<u16>>,
    /// What was heard of an answer that is not whole yet.
    unfinished: Vec<u8>,
    lines: usize,
    letters: usize,
}

impl Line {
    fn new() -> Self {
        Self { asked: vec![Asked::Greeting], codes: Vec::new(), unfinished: Vec::new(), lines: 0, letters: 0 }
    }

    /// Counts what was written, and forgets it.
    fn wrote(&mut self, out: &mut Vec<u8>) {
        assert!(out.len() < 4096, "what is written does not grow with what is heard");
        for command in out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let verb = command.split(|byte| matches!(byte, b' ' | b'\r')).next().unwrap_or_default();
            self.asked.push(match verb {
                b"MAIL" => {
                    self.letters += 1;
                    Asked::Mail(self.letters)
                }
                b"RCPT" => Asked::Rcpt(self.letters),
                b"DATA" => Asked::Data(self.letters),
                b"BDAT" => Asked::End(self.letters),
                _ => Asked::Other,
            });
        }
        out.clear();
    }

    fn heard(&mut self, piece: &[u8]) {
        for byte in piece {
            self.unfinished.push(*byte);
            if *byte != b'\n' {
                continue;
            }
            let line = std::mem::take(&mut self.unfinished);
            self.lines += 1;
            if line.get(3) != Some(&b'-') {
                let digits = line.get(..3).and_then(|code| std::str::from_utf8(code).ok());
                self.codes.push(digits.and_then(|code| code.parse().ok()));
                self.lines = 0;
            }
        }
    }

    /// The answer to a question, if it has come.
    fn answer(&self, question: Asked) -> Option<u16> {
        let place = self.asked.iter().position(|asked| *asked == question)?;
        self.codes.get(place).copied().flatten()
    }

    /// That the letter was answered so is what was said in its place.
    fn believes(&self, letter: usize, reply: &Reply) {
        let said = self.answer(Asked::End(letter));
        assert_eq!(said, Some(reply.code), "letter {letter}: {:?} {:?}", self.asked, self.codes);
        if reply.class() == 2 {
            for question in [Asked::Mail(letter), Asked::Rcpt(letter)] {
                let said = self.answer(question);
                assert!(matches!(said, Some(200..=299)), "{question:?} was answered with {said:?}");
            }
        }
    }
}

/// How letters travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Apart,
    Deep,
    Chunks,
}

pub fn run(bytes: &[u8]) -> u64 {
    let mut feed = Feed::new(bytes);
    let choice = feed.byte();
    let form = [Form::Apart, Form::Deep, Form::Chunks, Form::Apart][usize::from(choice & 3)];
    let tls = if choice & 4 == 0 { Tls::None } else { Tls::StartTls };
    let password = choice & 8 != 0;
    let size = [0, 1, 7, usize::MAX][usize::from(choice >> 4 & 3)];
    let credentials = password.then(|| Arc::new(Credentials::new("anna".to_owned(), "s3cret".into())));
    let own = Arc::from([Address::parse("n@example.eu").unwrap()]);
    let terms = Terms { name: "[127.0.0.1]".to_owned(), tls, loopback: true, credentials, own };
    let mut client = Client {
        session: Session::new(terms),
        form,
        line: Line::new(),
        out: Vec::new(),
        trace: Trace::new(),
        ended: 0,
        ready: false,
        early: choice & 64 != 0,
        in_body: false,
        from: Address::parse("n@example.eu").unwrap(),
        to: Address::parse("k@example.hu").unwrap(),
    };
    client.trace.note(choice & 15);
    for piece in pieces(feed.rest(), size) {
        client.line.heard(piece);
        let went_on = client.hears(piece);
        if client.line.unfinished.len() > 4200 || client.line.lines > 101 {
            assert!(went_on.is_err(), "an answer without end is listened to");
        }
        client.line.wrote(&mut client.out);
        if went_on.is_err() {
            client.trace.note(99_u8);
            break;
        }
    }
    client.trace.0
}

/// By lines, by so many bytes, or all at once.
fn pieces(bytes: &[u8], size: usize) -> Vec<&[u8]> {
    match size {
        0 => bytes.split_inclusive(|byte| *byte == b'\n').collect(),
        size => bytes.chunks(size).collect(),
    }
}

struct Client {
    session: Session,
    form: Form,
    line: Line,
    out: Vec<u8>,
    trace: Trace,
    /// Letters that came to an end.
    ended: usize,
    /// Signed in: letters may go.
    ready: bool,
    /// Something is heard between the answer to DATA and the end of the letter.
    early: bool,
    in_body: bool,
    from: Address,
    to: Address,
}

impl Client {
    fn hears(&mut self, piece: &[u8]) -> Result<(), Fault> {
        if self.ready && self.form != Form::Apart && self.session.offers().pipelining {
            return self.lands(piece);
        }
        let Some(event) = self.session.receive(piece, &mut self.out)? else {
            // Whoever talks into a letter and does not refuse it is not understood.
            return if self.in_body { Err(Fault::Unfit) } else { Ok(()) };
        };
        assert!(
            !self.in_body || matches!(event, Event::DataRefused(_)),
            "{event:?} before the end of a letter"
        );
        match event {
            Event::Ready => {
                self.trace.note(1_u8);
                self.ready = true;
                self.begin()
            }
            Event::StartTls => {
                self.trace.note(2_u8);
                self.line.wrote(&mut self.out);
                self.session.secured(&mut self.out);
                Ok(())
            }
            Event::EnvelopeTaken => {
                self.trace.note(3_u8);
                self.line.wrote(&mut self.out);
                let letter = self.line.letters;
                let said =
                    [Asked::Mail(letter), Asked::Rcpt(letter)].map(|question| self.line.answer(question));
                assert!(said.iter().all(|code| matches!(code, Some(200..=299))), "{said:?}");
                self.session.data(&mut self.out)
            }
            Event::Go => {
                self.trace.note(4_u8);
                assert_eq!(self.line.answer(Asked::Data(self.line.letters)), Some(354));
                self.in_body = self.early;
                if !self.early {
                    self.session.terminate();
                    self.line.asked.push(Asked::End(self.line.letters));
                }
                Ok(())
            }
            Event::Answered(reply) => {
                self.trace.note(u64::from(reply.class()) * 10);
                self.ended += 1;
                self.line.believes(self.ended, &reply);
                self.begin()
            }
            Event::RefusedAtMail(reply) | Event::RefusedAtRcpt(reply) | Event::DataRefused(reply) => {
                self.trace.note(u64::from(reply.class()) * 10 + 1);
                assert!(reply.class() > 3 || reply.code == 421, "{reply:?}");
                self.ended += 1;
                self.begin()
            }
            Event::Bye => Err(Fault::Unfit),
        }
    }

    /// The next letter, or as many as may travel together.
    fn begin(&mut self) -> Result<(), Fault> {
        let offers = self.session.offers();
        match self.form {
            Form::Deep if offers.pipelining => self.board(),
            Form::Chunks if offers.pipelining => {
                (0..3).try_for_each(|_| self.session.board_chunk(&self.from, &self.to, 10, &mut self.out))
            }
            _ => self.session.envelope(&self.from, &self.to, 10, &mut self.out),
        }
    }

    fn board(&mut self) -> Result<(), Fault> {
        self.session.board(&self.from, &self.to, 10, &mut self.out)
    }

    fn lands(&mut self, piece: &[u8]) -> Result<(), Fault> {
        let mut landed = Vec::new();
        let went_on = self.session.land(piece, &mut landed);
        for letter in landed {
            self.line.wrote(&mut self.out);
            match letter {
                Landed::Go => {
                    self.trace.note(5_u8);
                    assert_eq!(self.line.answer(Asked::Data(self.line.letters)), Some(354));
                    self.session.end()?;
                    self.line.asked.push(Asked::End(self.line.letters));
                    self.board()?;
                }
                Landed::Answered(reply) => {
                    self.trace.note(u64::from(reply.class()) * 10 + 2);
                    self.ended += 1;
                    self.line.believes(self.ended, &reply);
                }
                Landed::Refused { reply, .. } => {
                    self.trace.note(u64::from(reply.class()) * 10 + 3);
                    assert!(reply.class() > 3, "{reply:?}");
                    self.ended += 1;
                    let end = self.line.answer(Asked::End(self.ended));
                    assert!(!matches!(end, Some(200..=299)), "a letter that was taken counts as refused");
                }
            }
            assert!(self.ended <= self.line.letters, "more letters come to an end than were begun");
        }
        went_on?;
        if self.session.is_ready() && !self.session.awaits() {
            self.begin()?;
        }
        Ok(())
    }
}
