// The verification errors that Node passes on from OpenSSL (X509_V_ERR_*), its own ERR_TLS_* codes and the alerts that
// a server may send, in words. Source: Node documentation, tls, "X509 certificate error codes"; RFC 8446, section 6.2.

export interface TlsProblem {
  /** What is wrong, as the predicate of "the certificate" or "the server". */
  readonly problem: string;
  /** What to change. */
  readonly advice: string;
}

const GIVE_CA = 'pass the authority that signed it with --ca, or get a certificate from a public authority';
const SEND_CHAIN =
  'let the server send its whole chain, intermediate certificates included, or pass the authority with --ca';
const RENEW = 'renew the certificate on the server';
const REISSUE = 'have the certificate issued anew';
const GIVE_CLIENT = 'pass a client certificate that the server accepts with --cert and --key-file';
const USE_WS = 'use ws:// in the URL, or the port on which the server speaks TLS';

export const TLS_PROBLEMS: Readonly<Record<string, TlsProblem>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: { problem: 'the certificate is signed by itself', advice: GIVE_CA },
  SELF_SIGNED_CERT_IN_CHAIN: { problem: 'the chain ends in an authority that is not trusted', advice: GIVE_CA },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { problem: 'nothing trusted has signed the certificate', advice: SEND_CHAIN },
  UNABLE_TO_GET_ISSUER_CERT: { problem: 'the certificate of an issuer is missing', advice: SEND_CHAIN },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { problem: 'the issuer is not among the trusted ones', advice: SEND_CHAIN },
  CERT_UNTRUSTED: { problem: 'its authority is not trusted for this purpose', advice: GIVE_CA },
  CERT_REJECTED: { problem: 'its authority is marked as one to reject', advice: GIVE_CA },
  CERT_HAS_EXPIRED: { problem: 'the certificate has expired', advice: RENEW },
  CERT_NOT_YET_VALID: {
    problem: 'the certificate is not valid yet',
    advice: 'wait for its first day, or set the clock of this machine',
  },
  ERROR_IN_CERT_NOT_BEFORE_FIELD: { problem: 'the date from which it is valid cannot be read', advice: REISSUE },
  ERROR_IN_CERT_NOT_AFTER_FIELD: { problem: 'the date until which it is valid cannot be read', advice: REISSUE },
  CERT_SIGNATURE_FAILURE: { problem: 'the signature of the certificate is wrong', advice: REISSUE },
  CERT_REVOKED: { problem: 'the certificate has been revoked', advice: RENEW },
  CERT_CHAIN_TOO_LONG: {
    problem: 'the chain of certificates is too long',
    advice: 'let the server send a shorter chain',
  },
  INVALID_CA: { problem: 'a certificate in the chain may not sign others', advice: REISSUE },
  INVALID_PURPOSE: { problem: 'the certificate is not meant for a server', advice: REISSUE },
  PATH_LENGTH_EXCEEDED: { problem: 'the chain is longer than its authority allows', advice: REISSUE },
  CA_MD_TOO_WEAK: { problem: 'an authority signs with a digest that is too weak', advice: REISSUE },
  EE_KEY_TOO_SMALL: { problem: 'the key of the certificate is too small', advice: REISSUE },
  CA_KEY_TOO_SMALL: { problem: 'the key of an authority is too small', advice: REISSUE },
  HOSTNAME_MISMATCH: {
    problem: 'the certificate is for another host name',
    advice: 'use a host of the certificate in the URL, or have it issued for this one',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    problem: 'the certificate is for another host name',
    advice: 'use a host of the certificate in the URL, or have it issued for this one',
  },
  ERR_TLS_CERT_ALTNAME_FORMAT: { problem: 'the host names of the certificate cannot be read', advice: REISSUE },

  ERR_SSL_WRONG_VERSION_NUMBER: { problem: 'the server does not speak TLS on this port', advice: USE_WS },
  ERR_SSL_PACKET_LENGTH_TOO_LONG: { problem: 'the server does not speak TLS on this port', advice: USE_WS },
  ERR_SSL_HTTP_REQUEST: { problem: 'the server does not speak TLS on this port', advice: USE_WS },
  ERR_SSL_UNSUPPORTED_PROTOCOL: {
    problem: 'the server speaks only versions of TLS that are too old',
    advice: 'allow TLS 1.2 or 1.3 on the server',
  },
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: {
    problem: 'the server refuses our versions of TLS',
    advice: 'allow TLS 1.2 or 1.3 on the server',
  },
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: {
    problem: 'the server refuses the handshake: no common cipher, or a client certificate is missing',
    advice: GIVE_CLIENT,
  },
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: {
    problem: 'the server asks for a client certificate',
    advice: GIVE_CLIENT,
  },
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: { problem: 'the server refuses our client certificate', advice: GIVE_CLIENT },
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: { problem: 'the server does not trust our client certificate', advice: GIVE_CLIENT },
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: {
    problem: 'the server refuses our client certificate',
    advice: GIVE_CLIENT,
  },
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: {
    problem: 'the server knows no certificate for this host name',
    advice: 'use the host name of the server in the URL, not its address',
  },
  ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR: {
    problem: 'the server broke the handshake off with an internal error',
    advice: 'see the log of the server: often it has no certificate for this host',
  },
};
