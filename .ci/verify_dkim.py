#!/usr/bin/env python3
"""Verifies DKIM signatures with dkimpy, offline.

    .ci/verify_dkim.py FOLDER [DNS]

FOLDER holds .eml files. DNS (FOLDER/dns.txt if not given) holds one TXT record a line: name, tab, value.
Every signature of every file must hold, and must stop holding when a second From, To, Reply-To, Subject, Date,
Message-ID, List-Unsubscribe, List-Unsubscribe-Post, MIME-Version or Content-Type is put on top.
Exit code 1 if one does not; 2 if there is nothing to verify. Debian: python3-dkim, python3-nacl.
"""

import pathlib
import sys

import dkim

SECOND = [
    b"From: somebody else <else@example.com>",
    b"To: somebody else <else@example.com>",
    b"Reply-To: else@example.com",
    b"Subject: something else",
    b"Date: Thu, 01 Jan 1970 00:00:00 +0000",
    b"Message-ID: <else@example.com>",
    b"List-Unsubscribe: <https://example.com/>",
    b"List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    b"MIME-Version: 1.0",
    b"Content-Type: text/plain",
]


def read_answers(path):
    answers = {}
    for line in path.read_text("ascii").splitlines():
        name, _, value = line.partition("\t")
        answers[name.rstrip(".").lower().encode()] = value.encode()
    return answers


def verdicts(message, answers):
    """One for each signature, top first: None if it holds, else why not."""

    def txt(name, timeout=5):
        return answers.get(name.rstrip(b".").lower())

    found = []
    for at in range(sum(name.lower() == b"dkim-signature" for name, _ in dkim.DKIM(message).headers)):
        try:
            found.append(None if dkim.DKIM(message, minkey=2048).verify(at, dnsfunc=txt) else "it does not hold")
        except dkim.DKIMException as why:
            found.append(str(why) or type(why).__name__)
    return found


def faults(message, answers):
    found = verdicts(message, answers)
    if not found:
        yield "no signature"
    for at, why in enumerate(found, 1):
        if why:
            yield f"signature {at}: {why}"
    for line in SECOND:
        if None in verdicts(line + b"\r\n" + message, answers):
            yield f"a signature still holds with a second {line.decode().partition(':')[0]}"


def main(arguments):
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    folder = pathlib.Path(arguments[0])
    dns = pathlib.Path(arguments[1]) if arguments[1:] else folder / "dns.txt"
    if not dns.is_file():
        print(f"{dns}: there is no such file")
        return 2
    answers = read_answers(dns)
    files = sorted(folder.rglob("*.eml"))
    bad = 0
    for file in files:
        message = file.read_bytes()
        found = list(faults(message, answers))
        bad += bool(found)
        count = len(verdicts(message, answers))
        print(f"{'fail' if found else 'pass'} {file.relative_to(folder)}: {'; '.join(found) or f'{count} signatures'}")
    print(f"{len(files)} files, {bad} with faults")
    return 2 if not files else 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
