// A service provider on @node-saml/node-saml, strict: response and assertion signed, audience, InResponseTo and times checked, each request's id once.
const http = require('http');
const fs = require('fs');
const { SAML, ValidateInResponseTo } = require('@node-saml/node-saml');

const settings = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const saml = new SAML({
  callbackUrl: settings.acs,
  entryPoint: settings.entryPoint,
  logoutUrl: settings.logoutUrl,
  issuer: settings.entityId,
  audience: settings.entityId,
  idpIssuer: settings.idpEntityId,
  idpCert: settings.idpCertificates,
  privateKey: settings.privateKey,
  publicCert: settings.certificate,
  signatureAlgorithm: 'sha256',
  digestAlgorithm: 'sha256',
  identifierFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  wantAuthnResponseSigned: true,
  wantAssertionsSigned: true,
  validateInResponseTo: settings.unsolicited ? ValidateInResponseTo.ifPresent : ValidateInResponseTo.always,
  requestIdExpirationPeriodMs: 600000,
  acceptedClockSkewMs: 0,
  authnRequestBinding: settings.binding,
  // The library would deflate a posted request as well, which SAML does not.
  skipRequestCompression: settings.binding === 'HTTP-POST',
});
let last = null;
let session = null;

function escaped(text) {
  return String(text).replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }[c]));
}

async function body(request) {
  let text = '';
  for await (const part of request) text += part;
  return Object.fromEntries(new URLSearchParams(text));
}

http.createServer(async (request, response) => {
  const url = new URL(request.url, settings.acs);
  const page = (status, html) => { response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }); response.end(`<!DOCTYPE html><title>sp</title>${html}`); };
  try {
    if (url.pathname === '/login' && settings.binding === 'HTTP-POST') {
      page(200, (await saml.getAuthorizeFormAsync('deep/link')).replace(/^[\s\S]*?(?=<body)/, ''));
    } else if (url.pathname === '/login') {
      response.writeHead(302, { Location: await saml.getAuthorizeUrlAsync('deep/link', undefined, {}) }).end();
    } else if (url.pathname === '/logout') {
      response.writeHead(302, { Location: await saml.getLogoutUrlAsync(session, 'bye', {}) }).end();
    } else if (url.pathname === '/loggedout') {
      const query = Object.fromEntries(url.searchParams);
      const result = await saml.validateRedirectAsync(query, url.search.slice(1));
      page(200, `<h1 id="result">logged out ${result.loggedOut}</h1>`);
    } else if (url.pathname === '/acs') {
      last = await body(request);
      const { profile } = await saml.validatePostResponseAsync(last);
      session = profile;
      // As applications do: on to another address after the sign-in.
      response.writeHead(303, { Location: `/welcome?who=${encodeURIComponent(profile.nameID)}&email=${encodeURIComponent(profile.email)}&last=${encodeURIComponent(profile.lastName)}&state=${encodeURIComponent(last.RelayState ?? '')}` }).end();
    } else if (url.pathname === '/welcome') {
      page(200, `<h1 id="result">welcome ${escaped(url.searchParams.get('who'))}</h1><p id="email">${escaped(url.searchParams.get('email'))}</p><p id="last">${escaped(url.searchParams.get('last'))}</p><p id="state">${escaped(url.searchParams.get('state'))}</p>`);
    } else if (url.pathname === '/last') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(last));
    } else if (url.pathname === '/metadata') {
      response.writeHead(200, { 'Content-Type': 'application/xml' }).end(saml.generateServiceProviderMetadata(null, settings.certificate));
    } else if (url.pathname === '/favicon.ico') {
      response.writeHead(204).end();
    } else {
      page(404, 'nothing');
    }
  } catch (error) {
    page(403, `<h1 id="result">refused ${escaped(error.message)}</h1>`);
  }
}).listen(settings.port, '127.0.0.1', () => console.log('ready'));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
