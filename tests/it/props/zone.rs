//! A name server on loopback that knows what a test gives it, and counts what it is asked.

use std::net::{SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex};

use hickory_resolver::proto::op::{Message, OpCode, ResponseCode};
use hickory_resolver::proto::rr::rdata::{A, AAAA, MX, PTR, TXT};
use hickory_resolver::proto::rr::{Name, RData, Record};

/// Name without the full stop at its end, kind, value. `FAIL` as kind: the server can't say, of the kind in the value or of
/// any.
pub type Line = (String, &'static str, String);

/// Answers until it is dropped.
pub struct Zone {
    pub at: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Zone {
    pub fn of(lines: Vec<Line>) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let at = socket.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&asked);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let (length, from) = socket.recv_from(&mut buffer).unwrap();
                if length == 0 {
                    return;
                }
                let Ok(question) = Message::from_vec(&buffer[..length]) else { continue };
                let query = &question.queries[0];
                told.lock().unwrap().push(format!("{} {}", query.name(), query.query_type()));
                socket.send_to(&answer(&lines, &question), from).unwrap();
            }
        });
        Self { at, asked }
    }

    /// "example.eu. TXT"
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Zone {
    fn drop(&mut self) {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.send_to(&[], self.at).unwrap();
    }
}

fn answer(lines: &[Line], question: &Message) -> Vec<u8> {
    let query = question.queries[0].clone();
    let name = query.name().to_ascii().to_lowercase();
    let name = name.trim_end_matches('.');
    let of_name: Vec<&Line> = lines.iter().filter(|(of, ..)| of == name).collect();
    let asked = query.query_type().to_string();
    let mut message = Message::response(question.metadata.id, OpCode::Query);
    message.metadata.recursion_available = true;
    message.metadata.response_code = match of_name.as_slice() {
        [] => ResponseCode::NXDomain,
        some if some.iter().any(|(_, kind, of)| *kind == "FAIL" && (of.is_empty() || *of == asked)) => {
            ResponseCode::ServFail
        }
        _ => ResponseCode::NoError,
    };
    let of_kind = of_name.iter().filter(|(_, kind, _)| *kind == asked);
    for (_, kind, value) in of_kind {
        message.add_answer(Record::from_rdata(query.name().clone(), 60, data(kind, value)));
    }
    message.add_query(query);
    message.to_vec().unwrap()
}

fn data(kind: &str, value: &str) -> RData {
    let host = |name: &str| Name::from_ascii(format!("{}.", name.trim_end_matches('.'))).unwrap();
    match kind {
        "TXT" => {
            let strings = value.as_bytes().chunks(200).map(|part| String::from_utf8(part.to_vec()).unwrap());
            RData::TXT(TXT::new(strings.collect()))
        }
        "MX" => {
            let (preference, name) = value.split_once(' ').unwrap();
            RData::MX(MX::new(preference.parse().unwrap(), host(name)))
        }
        "A" => RData::A(A(value.parse().unwrap())),
        "AAAA" => RData::AAAA(AAAA(value.parse().unwrap())),
        "PTR" => RData::PTR(PTR(host(value))),
        other => panic!("{other} is no kind of record here"),
    }
}
