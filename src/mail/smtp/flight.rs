//! The session's side of pipelining (RFC 2920) and BDAT (RFC 3030): several commands in one write, and which reply
//! answers what.
//!
//! Replies come in the order of the commands, so each belongs to the oldest letter aboard. What is answered in excess,
//! or in a way that makes no sense, ends the session; letters whose replies are missing then are the caller's to judge.

use std::collections::VecDeque;

use super::hidden::{hide, without_addresses};
use super::session::{positive, wrong};
use super::state::State;
use super::{Fault, Landed, Phase, Session, Violation};
use crate::domain::{Address, Reply};

/// What the next reply answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Reset,
    Mail,
    Rcpt,
    Data,
    /// The terminator, or the last octet of BDAT.
    End {
        chunk: bool,
    },
}

/// Commands whose replies are still to come, and the letters they are about.
#[derive(Debug, Default)]
pub(super) struct Flight {
    asked: VecDeque<Asked>,
    aboard: VecDeque<Aboard>,
    /// 354 has come for the oldest letter: its body is due.
    go: bool,
}

struct Aboard {
    recipient: Box<str>,
    refused: Option<(Phase, Reply)>,
}

impl std::fmt::Debug for Aboard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Aboard").field("refused", &self.refused).finish_non_exhaustive()
    }
}

impl Flight {
    pub(super) fn phase(&self) -> Phase {
        match self.asked.front() {
            Some(Asked::Reset) => Phase::Reset,
            Some(Asked::Mail) => Phase::Mail,
            Some(Asked::Rcpt) => Phase::Rcpt,
            Some(Asked::Data) => Phase::Data,
            Some(Asked::End { .. }) => Phase::Dot,
            None => Phase::Body,
        }
    }
}

impl Session {
    /// Whether a reply is still to come.
    pub fn awaits(&self) -> bool {
        !self.flight.asked.is_empty()
    }

    /// How many are.
    pub fn replies_due(&self) -> usize {
        self.flight.asked.len()
    }

    /// Whether `Landed::Go` came and its body was not written yet.
    pub fn may_follow(&self) -> bool {
        self.flight.go && self.state == State::Flight
    }

    /// Whether the server has closed the conversation.
    pub fn is_over(&self) -> bool {
        self.state == State::Over
    }

    /// MAIL, RCPT and DATA for one letter. It may travel behind the end of another's body, and is the last thing to be
    /// written before `Landed::Go`.
    pub fn board(
        &mut self,
        from: &Address,
        to: &Address,
        octets: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        self.put_aboard(from, to, octets, out)?;
        out.extend_from_slice(b"DATA\r\n");
        self.flight.asked.push_back(Asked::Data);
        Ok(())
    }

    /// MAIL, RCPT and BDAT for one letter: its `octets` must follow at once. May be asked again before any reply.
    pub fn board_chunk(
        &mut self,
        from: &Address,
        to: &Address,
        octets: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        self.put_aboard(from, to, octets, out)?;
        out.extend_from_slice(format!("BDAT {octets} LAST\r\n").as_bytes());
        self.flight.asked.push_back(Asked::End { chunk: true });
        Ok(())
    }

    /// After `Landed::Go`: the body with its terminator is about to be written.
    pub fn end(&mut self) -> Result<(), Fault> {
        if self.state != State::Flight || !std::mem::take(&mut self.flight.go) {
            return Err(Fault::Unfit);
        }
        self.flight.asked.push_back(Asked::End { chunk: false });
        // Whatever the answer: the end of a body ends its transaction (RFC 5321, 4.1.1.4).
        self.open_transaction = false;
        Ok(())
    }

    fn put_aboard(
        &mut self,
        from: &Address,
        to: &Address,
        octets: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        let flying =
            self.state == State::Flight && !self.flight.go && !self.flight.asked.contains(&Asked::Data);
        if !self.offers.pipelining || !(flying || self.is_ready()) {
            return Err(Fault::Unfit);
        }
        self.state = State::Flight;
        if self.open_transaction {
            out.extend_from_slice(b"RSET\r\n");
            self.flight.asked.push_back(Asked::Reset);
        }
        self.write_mail(from, to, octets, out);
        out.extend_from_slice(b"RCPT TO:<");
        out.extend_from_slice(to.as_str().as_bytes());
        out.extend_from_slice(b">\r\n");
        self.flight.asked.extend([Asked::Mail, Asked::Rcpt]);
        self.flight.aboard.push_back(Aboard { recipient: to.as_str().into(), refused: None });
        // Whether a refused BDAT leaves something open is for the server to know (RFC 3030, 2).
        self.open_transaction = true;
        Ok(())
    }

    /// Takes what the server sent in flight; adds what it comes to. What was added before a fault stays true.
    pub fn land(&mut self, mut bytes: &[u8], landed: &mut Vec<Landed>) -> Result<(), Fault> {
        while !bytes.is_empty() {
            self.last_phase = self.phase();
            let (used, reply) = self.replies.read(bytes).map_err(|wrong| self.told(wrong))?;
            bytes = &bytes[used..];
            let Some(reply) = reply else { break };
            if self.state != State::Flight {
                return Err(match (self.state, reply.code) {
                    (State::Over, _) => Fault::Unfit,
                    (_, 421) => Fault::Refused(hide(self.whom(), &self.terms.own, reply)),
                    _ => Violation::OutOfTurn.into(),
                });
            }
            let closing = reply.code == 421;
            self.in_turn(reply, landed)?;
            if closing || self.state == State::Over {
                self.state = State::Over;
                return Ok(());
            }
            if self.flight.aboard.is_empty() {
                self.state = State::Idle;
            }
        }
        Ok(())
    }

    /// Whom the next reply is about, or the last one was.
    fn whom(&self) -> &str {
        self.flight.aboard.front().map_or(&self.recipient, |letter| &letter.recipient)
    }

    /// What may be told of nonsense: no reader's address, and nothing while signing in, as it may repeat the password.
    pub(super) fn told(&self, wrong: Violation) -> Violation {
        let signing_in = self.last_phase == Phase::Auth;
        wrong.with_words(|said| {
            if signing_in {
                "(not shown)".to_owned()
            } else {
                without_addresses(self.whom(), &self.terms.own, said)
            }
        })
    }

    /// One reply to the oldest question.
    fn in_turn(&mut self, reply: Reply, landed: &mut Vec<Landed>) -> Result<(), Fault> {
        let reply = hide(self.whom(), &self.terms.own, reply);
        let Some(asked) = self.flight.asked.pop_front() else {
            let closing = reply.code == 421;
            return Err(if closing { Fault::Refused(reply) } else { Violation::OutOfTurn.into() });
        };
        if asked == Asked::Reset {
            return positive(reply);
        }
        let Some(letter) = self.flight.aboard.front_mut() else { return Err(Fault::Unfit) };
        let refused = letter.refused.take();
        let ended = match (asked, reply.class(), refused) {
            (Asked::Data, 3, refused) if reply.code == 354 => {
                let Some((at, reply)) = refused else {
                    self.flight.go = true;
                    landed.push(Landed::Go);
                    return Ok(());
                };
                // It waits for a body that nobody may send now (RFC 2920, 3.1): the line is no good any more.
                self.state = State::Over;
                Landed::Refused { at, reply }
            }
            (_, 3, _) | (Asked::Data, 2, _) => return Err(wrong(&reply)),
            (Asked::Mail | Asked::Rcpt, 2, refused) => {
                letter.refused = refused;
                return Ok(());
            }
            (Asked::Mail | Asked::Rcpt, _, refused) if reply.code != 421 => {
                let at = if asked == Asked::Mail { Phase::Mail } else { Phase::Rcpt };
                letter.refused = Some(refused.unwrap_or((at, reply)));
                return Ok(());
            }
            // A letter can't be taken without its envelope, and a status of an address (RFC 3463, 3.2) is about no
            // letter: one reply too many came before. What the server means, nobody knows.
            (Asked::End { .. }, 2, Some(_)) => return Err(wrong(&reply)),
            (Asked::End { .. }, 2, None) if matches!(reply.enhanced, Some((_, 1, _))) => {
                return Err(wrong(&reply));
            }
            (_, _, Some((at, reply))) => Landed::Refused { at, reply },
            (Asked::Mail, ..) => Landed::Refused { at: Phase::Mail, reply },
            (Asked::Rcpt, ..) => Landed::Refused { at: Phase::Rcpt, reply },
            (Asked::Data, ..) => Landed::Refused { at: Phase::Data, reply },
            (Asked::End { chunk }, class, None) => {
                // Nothing stays open behind a letter that was taken, unless another is aboard already.
                self.open_transaction &= !(chunk && class == 2 && self.flight.aboard.len() == 1);
                Landed::Answered(reply)
            }
            (Asked::Reset, ..) => return Err(Fault::Unfit),
        };
        self.flight.aboard.pop_front();
        landed.push(ended);
        Ok(())
    }
}
