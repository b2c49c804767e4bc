"""A root of our own, and the keys of agencies that it vouches for: made anew for every run."""

from datetime import UTC, datetime
from functools import cache

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

FROM, TO = datetime(2026, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
PASSWORD = "for tests only"


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


@cache
def _key(owner):
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _certificate(subject, issuer, *, is_root, first=FROM, last=TO, stamps=False):
    usage = {
        "digital_signature": not is_root,
        "content_commitment": not is_root,
        "key_cert_sign": is_root,
        "crl_sign": is_root,
    } | dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    use = ExtendedKeyUsageOID.TIME_STAMPING if stamps else ExtendedKeyUsageOID.EMAIL_PROTECTION
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(_key(subject).public_key())
        .serial_number(1 if is_root else 0xFA)
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
    )
    if not is_root:
        builder = builder.add_extension(x509.ExtendedKeyUsage([use]), critical=stamps)
    return builder.sign(_key(issuer), hashes.SHA256())


@cache
def root(name="试验根"):
    return _certificate(name, name, is_root=True)


def root_pem(name="试验根"):
    return root(name).public_bytes(serialization.Encoding.PEM)


@cache
def agency_certificate(name="平凉市法律援助中心", *, last=TO):
    return _certificate(name, "试验根", is_root=False, last=last)


@cache
def agency_p12(name="平凉市法律援助中心", *, password=PASSWORD, last=TO):
    """The key of an agency as its authority hands it over."""
    cheap = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(1)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .build(password.encode())
    )
    return pkcs12.serialize_key_and_certificates(
        b"seal", _key(name), agency_certificate(name, last=last), [root()], cheap
    )


def stamping_service(at):
    """A timestamp service of our own, whose clock stands at a moment."""
    certificate = _certificate("试验时间戳", "试验根", is_root=False, stamps=True)
    return DummyTimeStamper(
        tsa_cert=Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        tsa_key=PrivateKeyInfo.load(
            _key("试验时间戳").private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        ),
        fixed_dt=at,
    )


def agency_key(name="平凉市法律援助中心"):
    return _key(name)


def signing_with(folder):
    """The settings under which papers are signed with the keys of a folder."""
    return {
        "signer": "pades",
        "keys": str(folder),
        "password": PASSWORD,
        "roots": str(folder / "roots.pem"),
    }


def folder_of_keys(folder, *codes):
    folder.mkdir(exist_ok=True)
    for code in codes:
        (folder / f"{code}.p12").write_bytes(agency_p12())
    (folder / "roots.pem").write_bytes(root_pem())
    return folder
