#!/bin/sh
# Makes the certificates that the TLS tests use: an authority of our own, and what it signed. Valid for a century,
# so that nobody has to run this again; the keys open nothing but the tests. Needs openssl.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: > "$work/index.txt"
cat > "$work/ca.cnf" <<CNF
[ca]
default_ca = test
[test]
database = $work/index.txt
new_certs_dir = $work
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[right]
subjectAltName = DNS:localhost, IP:127.0.0.1
[wrong]
subjectAltName = DNS:mail.example.eu
CNF
key() { openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$1"; }
key "$work/ca.key"
key server.key
openssl req -new -key "$work/ca.key" -subj "/CN=Courant test authority" -out "$work/ca.csr"
openssl ca -batch -notext -config "$work/ca.cnf" -selfsign -keyfile "$work/ca.key" -in "$work/ca.csr" -extensions authority \
    -startdate 20000101000000Z -enddate 21250101000000Z -out ca.pem
openssl req -new -key server.key -subj "/CN=localhost" -out "$work/server.csr"
sign() {
    openssl ca -batch -notext -config "$work/ca.cnf" -cert ca.pem -keyfile "$work/ca.key" -in "$work/server.csr" \
        -extensions "$2" -startdate 20000101000000Z -enddate "$3" -out "$1"
}
sign right.pem right 21250101000000Z
sign wrong-host.pem wrong 21250101000000Z
sign expired.pem right 20010101000000Z
openssl ca -batch -notext -config "$work/ca.cnf" -selfsign -keyfile server.key -in "$work/server.csr" -extensions right \
    -startdate 20000101000000Z -enddate 21250101000000Z -out self-signed.pem
