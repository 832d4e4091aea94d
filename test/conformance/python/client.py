"""A script as people write them for PSA, with nothing but the standard library.

Each check is a function; what it found goes to standard output, one JSON object a line. It knows the PSA and its
credentials from the environment, and trusts what SSL_CERT_FILE names.
"""

import base64
import gzip
import http.client
import json
import os
import re
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request

HOST = os.environ["PSA_HOST"]
API = "/v4_6_release/apis/3.0"
LOGIN = "{}+{}:{}".format(os.environ["PSA_COMPANY"], os.environ["PSA_PUBLIC_KEY"], os.environ["PSA_PRIVATE_KEY"])
HEADERS = {
    "Authorization": "Basic " + base64.b64encode(LOGIN.encode()).decode(),
    "clientId": os.environ["PSA_CLIENT_ID"],
    "Content-Type": "application/json",
    "Accept": "application/vnd.connectwise.com+json; version=2025.1",
}
# Reads SSL_CERT_FILE.
TRUST = ssl.create_default_context()


def request(method, path, query=None, body=None, headers=None):
    """Asks once, and gives status, headers and body as they came."""
    url = "https://" + HOST + API + path
    if query:
        url += "?" + urllib.parse.urlencode(query)
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(url, data=data, method=method, headers={**HEADERS, **(headers or {})})
    try:
        with urllib.request.urlopen(asked, context=TRUST) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def rows(path, query=None, headers=None):
    status, answered, body = request("GET", path, query, headers=headers)
    assert status == 200, (status, body)
    return json.loads(body), answered


def ticket(summary):
    """What is sent to make a ticket, for whichever company comes first."""
    company = rows("/company/companies", {"pageSize": 1, "conditions": "deletedFlag = false"})[0][0]
    return {"summary": summary, "company": {"identifier": company["identifier"]}}


def page_loop():
    """Pages by number until one is short."""
    ids, page, size = [], 1, 250
    while True:
        items, _ = rows("/service/tickets", {"page": page, "pageSize": size, "fields": "id"})
        ids += [item["id"] for item in items]
        if len(items) < size:
            break
        page += 1
    total = json.loads(request("GET", "/service/tickets/count")[2])["count"]
    return {"pages": page > 1, "all": len(ids) == total, "twice": len(ids) - len(set(ids))}


def empty_page_loop():
    """Pages by number until one is empty; the one past the end is asked for as well."""
    seen, page = 0, 1
    while True:
        items, answered = rows("/service/boards", {"page": page, "pageSize": 2, "orderBy": "name"})
        if not items:
            return {"some": seen > 2, "next past the end": 'rel="next"' in (answered.get("Link") or "")}
        seen += len(items)
        page += 1


def forward_only():
    """Follows pageId, and takes an answer without a Link for an error."""
    ids, page_id, pages = [], "0", 0
    while True:
        items, answered = rows(
            "/company/contacts",
            {"pageSize": 100, "pageId": page_id, "conditions": "inactiveFlag=false", "fields": "id"},
            {"pagination-type": "forward-only"},
        )
        pages += 1
        link = answered["Link"]
        assert link, "no Link header on page %d" % pages
        url = re.match(r"<([^>]*)>; rel=\"next\"", link).group(1)
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query, keep_blank_values=True)
        ids += [item["id"] for item in items]
        page_id = query["pageId"][-1]
        if page_id == "":
            break
    total = json.loads(request("GET", "/company/contacts/count", {"conditions": "inactiveFlag=false"})[2])["count"]
    return {"pages": pages > 1, "all": len(ids) == total, "rising": ids == sorted(set(ids))}


def page_comes_last():
    """Finds the next page with a regular expression that expects `page` to be the last parameter."""
    pages = []
    page = "1"
    query = {"conditions": 'name != "Nothing & nobody"', "orderBy": "id", "fields": "id", "pageSize": 3}
    while len(pages) < 4:
        items, answered = rows("/service/boards", {"page": page, **query})
        pages.append((int(page), len(items)))
        found = re.search(r"page=(\d+)>; rel=\"next\"", answered.get("Link") or "")
        if not found:
            break
        page = found.group(1)
    return {"pages": pages}


def follow_links():
    """Follows each `next` as it is given, credentials and all, to the last page and back to the first."""
    url = "https://" + HOST + API + "/company/companies?" + urllib.parse.urlencode(
        {"pageSize": 10, "fields": "id", "conditions": "deletedFlag = false"}
    )
    seen, links = 0, {}
    while url:
        with urllib.request.urlopen(urllib.request.Request(url, headers=HEADERS), context=TRUST) as answer:
            seen += len(json.loads(answer.read()))
            links = {rel: to for to, rel in re.findall(r'<([^>]*)>; rel="(\w+)"', answer.headers["Link"] or "")}
        url = links.get("next")
    total = json.loads(request("GET", "/company/companies/count", {"conditions": "deletedFlag = false"})[2])["count"]
    with urllib.request.urlopen(urllib.request.Request(links["first"], headers=HEADERS), context=TRUST) as answer:
        first = len(json.loads(answer.read()))
    return {"all": seen == total, "first": first, "at the end": sorted(links)}


def header_names():
    """Header names in every case, sent and received, by hand."""
    connection = http.client.HTTPSConnection(HOST, context=TRUST)
    connection.putrequest("GET", API + "/system/info", skip_accept_encoding=True)
    connection.putheader("AUTHORIZATION", HEADERS["Authorization"])
    connection.putheader("CLIENTID", HEADERS["clientId"])
    connection.putheader("accept", "*/*")
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    names = [name for name, _ in answer.getheaders()]
    connection.close()
    return {
        "status": answer.status,
        "content type": answer.getheader("CONTENT-TYPE"),
        "names": [name for name in names if name.lower() in ("x-cw-request-id", "api-current-version")],
        "length or chunks": answer.getheader("Content-Length") is not None or answer.chunked is not None,
    }


def keep_alive():
    """Many requests of all kinds over one connection."""
    connection = http.client.HTTPSConnection(HOST, context=TRUST)
    statuses = []
    sockets = set()
    for method, path, body in [
        ("GET", "/service/tickets?pageSize=1", None),
        ("GET", "/service/tickets/1", None),
        ("POST", "/service/tickets", json.dumps(ticket("Kept alive"))),
        ("POST", "/service/tickets", "{not json"),
        ("PATCH", "/service/tickets/1", "[]"),
        ("GET", "/no/such/path", None),
        ("DELETE", "/service/tickets/1", None),
        ("HEAD", "/service/tickets?pageSize=1", None),
        ("GET", "/system/info", None),
    ]:
        connection.request(method, API + path, body=body, headers=HEADERS)
        sockets.add(connection.sock.getsockname() if connection.sock else None)
        answer = connection.getresponse()
        text = answer.read()
        if method == "HEAD":
            assert text == b""
        statuses.append(answer.status)
    connection.close()
    return {"statuses": statuses, "connections": len(sockets)}


def expect_continue():
    """Announces a body, waits for leave, and sends it then."""
    body = json.dumps(ticket("Sent after 100 Continue")).encode()
    connection = http.client.HTTPSConnection(HOST, context=TRUST)
    connection.putrequest("POST", API + "/service/tickets")
    for name, value in HEADERS.items():
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(body)))
    connection.putheader("Expect", "100-continue")
    connection.endheaders()
    leave = connection.sock.recv(1024)
    connection.send(body)
    answer = connection.getresponse()
    record = json.loads(answer.read())
    connection.close()
    return {"leave": leave.decode().splitlines()[0], "status": answer.status, "summary": record["summary"]}


def chunked_body():
    """Sends a body in pieces, without saying how long it is."""
    body = json.dumps(ticket("Sent in pieces ✂")).encode()
    pieces = [body[start : start + 7] for start in range(0, len(body), 7)]
    connection = http.client.HTTPSConnection(HOST, context=TRUST)
    connection.request("POST", API + "/service/tickets", body=iter(pieces), headers=HEADERS, encode_chunked=True)
    answer = connection.getresponse()
    record = json.loads(answer.read())
    connection.close()
    return {"status": answer.status, "summary": record["summary"]}


def http_1_0():
    """An old client closes after each answer."""
    connection = http.client.HTTPSConnection(HOST, context=TRUST)
    connection._http_vsn, connection._http_vsn_str = 10, "HTTP/1.0"
    connection.request("GET", API + "/service/boards?pageSize=1000", headers=HEADERS)
    answer = connection.getresponse()
    items = json.loads(answer.read())
    connection.close()
    return {"status": answer.status, "boards": len(items) > 1, "chunked": bool(answer.chunked)}


def compressed():
    """Offers gzip, as most libraries do, and reads what comes."""
    status, answered, body = request("GET", "/service/tickets", {"pageSize": 100}, headers={"Accept-Encoding": "gzip, deflate"})
    if answered.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return {"status": status, "rows": len(json.loads(body)), "encoding": answered.get("Content-Encoding", "identity") in ("gzip", "identity")}


def write():
    """Creates, changes, adds a note, closes and deletes a ticket."""
    status, _, body = request("POST", "/service/tickets", body=ticket("Python ☃"))
    assert status == 201, body
    created = json.loads(body)
    path = "/service/tickets/%d" % created["id"]
    changes = [{"op": "replace", "path": "summary", "value": "Changed by Python"}]
    patched = json.loads(request("PATCH", path, body=changes)[2])
    note = request("POST", path + "/notes", body={"text": "Noted", "detailDescriptionFlag": True})[0]
    refused = json.loads(request("PATCH", path, body={"summary": "not a list"})[2])
    deleted, _, nothing = request("DELETE", path)
    gone = json.loads(request("GET", path)[2])
    return {
        "summary": [created["summary"], patched["summary"]],
        "note": note,
        "refused": refused["code"],
        "deleted": [deleted, len(nothing)],
        "gone": gone["code"],
    }


def upload():
    """A multipart body made by hand, as the recipes on the web make it, and the file read back."""
    boundary = "----python-by-hand"
    content = bytes(range(256)) * 40
    record = rows("/service/tickets", {"pageSize": 1})[0][0]["id"]
    parts = b""
    for name, value in (("recordType", "Ticket"), ("recordId", record), ("title", "By hand")):
        parts += ('--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (boundary, name, value)).encode()
    parts += ('--%s\r\nContent-Disposition: form-data; name="file"; filename="all bytes.txt"\r\n' % boundary).encode()
    parts += b"Content-Type: text/plain\r\n\r\n" + content + ("\r\n--%s--\r\n" % boundary).encode()
    sent = {**HEADERS, "Content-Type": "multipart/form-data; boundary=" + boundary}
    asked = urllib.request.Request("https://" + HOST + API + "/system/documents", data=parts, method="POST", headers=sent)
    with urllib.request.urlopen(asked, context=TRUST) as answer:
        status, made = answer.status, json.loads(answer.read())
    _, answered, body = request("GET", "/system/documents/%d/download" % made["id"])
    json_instead = request("POST", "/system/documents", body={"recordType": "Ticket"})[0]
    return {
        "status": status,
        "name": made["fileName"],
        "disposition": answered["Content-Disposition"],
        "same": body == content,
        "json instead": json_instead,
    }


def time_zone_forms():
    """Datetimes in conditions, as Python's own isoformat writes them."""
    forms = ["[2017-01-01T00:00:00.000000]", "[2017-01-01 00:00:00+00:00]", "[2017-01-01]", "[2017-01-01T00:00:00Z]"]
    return {form: len(rows("/service/tickets", {"conditions": "lastUpdated > " + form, "pageSize": 5})[0]) for form in forms}


def strict_certificate():
    """Verifies as Python 3.13 and later do by default, under each name of this machine."""
    strict = ssl.create_default_context()
    strict.verify_flags |= ssl.VERIFY_X509_STRICT
    port = HOST.rsplit(":", 1)[1]
    statuses = {}
    for name in ("127.0.0.1", "localhost"):
        connection = http.client.HTTPSConnection(name + ":" + port, context=strict)
        connection.request("GET", API + "/system/info", headers=HEADERS)
        statuses[name] = connection.getresponse().status
        connection.close()
    return statuses


def refused_certificate():
    """Without the authority the certificate is refused, so the trust above means something."""
    try:
        bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        urllib.request.urlopen("https://" + HOST + "/login/companyinfo/x", context=bare)
        return {"refused": False}
    except urllib.error.URLError as error:
        return {"refused": isinstance(error.reason, ssl.SSLCertVerificationError)}


CHECKS = [
    page_loop,
    empty_page_loop,
    forward_only,
    page_comes_last,
    follow_links,
    header_names,
    keep_alive,
    expect_continue,
    chunked_body,
    http_1_0,
    compressed,
    write,
    upload,
    time_zone_forms,
    strict_certificate,
    refused_certificate,
]

for check in CHECKS:
    try:
        print(json.dumps({"check": check.__name__, "result": check()}), flush=True)
    except Exception as error:  # what went wrong is the result
        print(json.dumps({"check": check.__name__, "error": "%s: %s" % (type(error).__name__, error)}), flush=True)
sys.exit(0)
