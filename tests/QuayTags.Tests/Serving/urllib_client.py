"""Reads and writes tags with nothing but Python's standard library."""
import json
import sys
import urllib.error
import urllib.request

root, token = sys.argv[1:]
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def send(method, path, body=None, token=token):
    request = urllib.request.Request(root + path, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", "Bearer " + token)
    try:
        with opener.open(request) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def pages(repository):
    number = 1
    while True:
        _, _, body = send("GET", f"api/v1/repository/{repository}/tag/?limit=100&page={number}")
        page = json.loads(body)
        yield page["tags"]
        if not page["has_additional"]:
            return
        number += 1


listed = list(pages("rqorg/hist2500"))
entries = [entry for page in listed for entry in page]
now = 1718739000
live = {entry["name"] for entry in entries if entry.get("end_ts", now + 1) > now}
print(f"{len(entries)} entries in {len(listed)} pages, {len(live)} live tags")

repository = "api/v1/repository/quayadmin/busybox/"
print("delete:", send("DELETE", repository + "tag/example")[0])

_, _, body = send("GET", repository + "tag/?specificTag=sample_tag&onlyActiveTags=true&limit=1")
start = json.loads(body)["tags"][0]["start_ts"]
status, _, _ = send("PUT", repository + "tag/sample_tag", {"expiration": start + 86400})
_, _, body = send("GET", repository + "tag/?specificTag=sample_tag&onlyActiveTags=true&limit=1")
print(f"expiration: {status}, {json.loads(body)['tags'][0]['end_ts'] - start} seconds later")

status, _, body = send("GET", repository + "tag/", token=None)
print("without a token:", status, json.loads(body)["error_type"])
status, _, body = send("DELETE", repository + "tag/absent")
print("missing tag:", status, json.loads(body)["error_type"])
send("POST", "_fake/faults", {"status": 503, "times": 1})
status, headers, _ = send("GET", repository)
print("unavailable:", status, headers.get_content_type())
