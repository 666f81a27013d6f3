"""Time stamps: an authority's word that the record read as it does at a time (RFC 3161).

A stamp is a folder of `record/stamps/`, named by its time, with `SHA256SUMS` as it was then and the authority's answer,
`answer.tsr`, which is over the bytes of that file. `openssl ts -verify -data SHA256SUMS -in answer.tsr -CAfile tsa.pem
-untrusted tsa.pem` verifies one without Kaitei. Parsing and verification are the library's, `rfc3161-client`; it is
imported where it is needed, since builds need it nowhere.

Checked: that the answer is over these sums, and to this request (its nonce), that it is signed by one certificate which
may stamp (extended key usage), and that this one was issued, through others, by one that the site trusts; each of them
must have been valid at the time in the answer, so that a stamp outlives its certificates. Not checked: whether a
certificate has been revoked, and whether the authority's clock was right.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from kaitei.errors import Problem, fail
from kaitei.source import textfile

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse, TimeStampTokenInfo

SUMS, ANSWER = "SHA256SUMS", "answer.tsr"
"""The files of a stamp."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp as it is kept; nothing of it is verified."""

    path: Path  # its folder
    time: dt.datetime  # in UTC, as the answer says
    sums: bytes  # SHA256SUMS as stamped
    answer: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the sums, hexadecimal."""
        return sha256(self.sums).hexdigest()

    @property
    def texts(self) -> frozenset[str]:
        """The SHA-256 of each text stamped, hexadecimal: a text was there at the stamp's time where its own is one."""
        return _digests(self.sums)


@dataclass(frozen=True, slots=True)
class Word:
    """What a verified answer says."""

    time: dt.datetime  # in UTC
    authority: str  # the name in its certificate: "Example TSA"
    serial: int  # of the stamp, by which the authority finds it


@dataclass(frozen=True, slots=True)
class Trusted:
    """The certificates of a site's file."""

    name: str  # of the file, in messages
    roots: tuple[Certificate, ...]  # issued by themselves
    between: tuple[Certificate, ...]
    own: tuple[Certificate, ...]  # of authorities, which issue none


def trusted(pem: bytes, name: str) -> Trusted:
    """Read certificates.

    Raises:
        KaiteiError: where they are not in PEM, or none is a root.
    """
    from cryptography import x509

    try:
        found = x509.load_pem_x509_certificates(pem)
        roots = tuple(one for one in found if one.issuer == one.subject)
        issuing = {one: _issues(one) for one in found if one not in roots}
    except (ValueError, x509.InvalidVersion) as error:
        raise fail("stamp_certificates", name) from error
    if not roots:
        raise fail("stamp_certificates", name)
    between, own = (tuple(one for one in issuing if issuing[one] is wanted) for wanted in (True, False))
    return Trusted(name, roots, between, own)


def request(sums: bytes, certificates: Trusted) -> bytes:
    """What is sent to an authority: the SHA-256 of the sums and a nonce.

    The answer is to hold the authority's certificate, unless the site's file has it: some authorities put certificates
    into the answer in an order that DER forbids and the library refuses.
    """
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    builder = TimestampRequestBuilder(sums, HashAlgorithm.SHA256, cert_req=not certificates.own)
    return builder.build().as_bytes()


def nonce(asked: bytes, name: str) -> int:
    """The number in a request that the answer to it repeats.

    Raises:
        KaiteiError: where it is no request, or has none.
    """
    from rfc3161_client._rust import parse_timestamp_request  # the library reads requests, but does not list it

    with _readable("stamp_no_request", name):
        found = parse_timestamp_request(asked).nonce
    if found is None:
        raise fail("stamp_no_request", name)
    return found


def verify(answer: bytes, sums: bytes, certificates: Trusted, name: str, number: int | None = None) -> Word:
    """What an answer says, once it is verified; the module says what that means.

    Args:
        answer: the authority's.
        sums: what it is to be over.
        certificates: what the site trusts.
        name: of the answer in messages.
        number: the nonce of the request; None for a stamp that is kept, whose nonce was checked when it came.

    Raises:
        KaiteiError: where it is no answer, a refusal, or not to be trusted.
    """
    from rfc3161_client import VerificationError, VerifierBuilder

    with _readable("stamp_unreadable", name):
        response = _granted(answer, name)
        signer, info = _signer(response, certificates, name), response.tst_info
        roots, between = list(certificates.roots), list(certificates.between)
        verifier = VerifierBuilder(None, signer, between, roots, number).build()
        try:
            verifier.verify_message(response, sums)
        except VerificationError as error:
            raise fail(_why(info, sums, number), name, certificates=certificates.name, detail=error) from error
        return Word(info.gen_time, _named(signer), info.serial_number)


def read(folder: Path, root: Path) -> tuple[Stamp, ...]:
    """The stamps that are kept, oldest first.

    Args:
        folder: `record/stamps`.
        root: the project's folder, from which messages name files.

    Raises:
        KaiteiError: where a file of a stamp is missing, or its answer is none.
    """
    there = folder.iterdir() if folder.is_dir() else ()
    kept = [path for path in there if any((path / one).exists() for one in (SUMS, ANSWER))]  # else a policy's texts
    return tuple(sorted((_read(path, root) for path in kept), key=lambda stamp: (stamp.time, stamp.path)))


def free(folder: Path, time: dt.datetime) -> Path:
    """The folder for a stamp of a time, which is not there yet: `20261128T090000Z`, else `20261128T090000Z-2`."""
    name = f"{time:%Y%m%dT%H%M%SZ}"
    names = (f"{name}-{number}" if number > 1 else name for number in count(1))
    return next(folder / one for one in names if not os.path.lexists(folder / one))


def lost(stamp: Stamp, sums: bytes, name: str) -> Iterator[Problem]:
    """Tell of texts that were stamped and are not in the record any more, under whatever name."""
    kept = _digests(sums)
    for number, line in enumerate(stamp.sums.decode(errors="replace").splitlines(), 1):
        digest, _, text = line.partition(" ")
        if digest not in kept:
            yield Problem("stamp_text_gone", name, number, {"text": text.strip(" *")})


def _read(path: Path, root: Path) -> Stamp:
    names = {one: (path / one).relative_to(root).as_posix() for one in (SUMS, ANSWER)}
    sums, answer = (textfile.content(path / one, name) for one, name in names.items())
    with _readable("stamp_unreadable", names[ANSWER]):
        return Stamp(path, _granted(answer, names[ANSWER]).tst_info.gen_time, sums, answer)


def _granted(answer: bytes, name: str) -> TimeStampResponse:
    """An answer that is a stamp, unverified.

    Raises:
        ValueError: where it is no answer.
        KaiteiError: where it is a refusal.
    """
    from rfc3161_client import decode_timestamp_response

    response = decode_timestamp_response(answer)
    if response.status:
        raise fail("stamp_refused", name, status=response.status, detail=" ".join(response.status_string))
    return response


def _signer(response: TimeStampResponse, certificates: Trusted, name: str) -> Certificate:
    """The certificate with which an answer is signed; a second of the same issuer and number would be a forgery."""
    from cryptography.x509 import load_der_x509_certificate

    signed = response.signed_data
    signers = {(info.issuer, info.serial_number) for info in signed.signer_infos}
    known = {load_der_x509_certificate(one) for one in signed.certificates}.union(certificates.own)
    found = [one for one in known if (one.issuer, one.serial_number) in signers]
    if len(found) != 1:
        raise fail("stamp_signer", name, certificates=certificates.name)
    return found[0]


def _why(info: TimeStampTokenInfo, sums: bytes, number: int | None) -> str:
    """What to tell of an answer that the library does not accept."""
    if number is not None and info.nonce != number:
        return "stamp_nonce"
    return "stamp_untrusted" if info.message_imprint.message == sha256(sums).digest() else "stamp_other_sums"


def _named(certificate: Certificate) -> str:
    from cryptography.x509 import NameOID

    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()


def _issues(certificate: Certificate) -> bool:
    """Whether a certificate may issue others."""
    from cryptography.x509 import BasicConstraints, ExtensionNotFound

    try:
        return certificate.extensions.get_extension_for_class(BasicConstraints).value.ca
    except ExtensionNotFound:
        return False


def _digests(sums: bytes) -> frozenset[str]:
    return frozenset(line.partition(" ")[0] for line in sums.decode(errors="replace").splitlines())


@contextmanager
def _readable(key: str, name: str) -> Iterator[None]:
    """Tell of bytes that the library cannot read."""
    from cryptography.x509 import InvalidVersion

    try:
        yield
    except (ValueError, KeyError, InvalidVersion) as error:  # KeyError: a name of a type that there is not
        raise fail(key, name, detail=error) from error
