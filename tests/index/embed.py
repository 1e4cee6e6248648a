#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The search box on a page of another origin, under a strict policy, in a headless Chromium.

usage: embed.py CHROMIUM SEARCH-PAGE FOLDER [PICTURE]
"""
import http.server
import json
import os
import subprocess
import sys
import threading
import time

CHROMIUM, SEARCH, FOLDER = sys.argv[1:4]
PICTURE = sys.argv[4] if len(sys.argv) > 4 else None
ORIGIN = SEARCH.rstrip("/")
POLICY = (f"default-src 'none'; script-src {ORIGIN}; connect-src {ORIGIN}; "
          f"form-action {ORIGIN}; require-trusted-types-for 'script'")
PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>A site</title>
<meta name="viewport" content="width=device-width"><h1>Our institute</h1>
<div role="search"><form action="{SEARCH}" data-library-search data-ui="ro">
<label>Search our library <input type="search" name="q"></label> <button>Search</button>
<input type="hidden" name="lang" value="en"></form></div>
<p>Text of the page.</p><script async src="{SEARCH}?embed=js"></script></html>"""


def fail(what):
    print("FAILED:", what, file=sys.stderr)
    sys.exit(1)


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = PAGE.encode()
        policy = POLICY if self.path != "/without" else "default-src 'none'"
        self.send_response(200 if self.path in ("/", "/without") else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Browser:
    """Chromium by its pipe: a JSON message, then NUL, in both directions."""

    def __init__(self):
        mine, theirs = os.pipe()
        answers, told = os.pipe()

        def pipes():  # descriptors 3 and 4 are where the browser looks
            os.dup2(mine, 13)
            os.dup2(told, 14)
            os.dup2(13, 3)
            os.dup2(14, 4)

        self.program = subprocess.Popen(
            [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu",
             "--disable-dev-shm-usage", "--remote-debugging-pipe", "--window-size=700,620",
             f"--user-data-dir={FOLDER}/profile"], preexec_fn=pipes, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(mine)
        os.close(told)
        self.commands, self.answers = theirs, answers
        self.rest, self.number, self.session = b"", 0, None
        self.complaints = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target,
                                flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(domain + ".enable")

    def message(self):
        while b"\0" not in self.rest:
            part = os.read(self.answers, 1 << 20)
            if not part:
                fail("the browser has ended")
            self.rest += part
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def ask(self, method, **parameters):
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            command["sessionId"] = self.session
        os.write(self.commands, json.dumps(command).encode() + b"\0")
        while (answer := self.message()).get("id") != self.number:
            if answer.get("method") in ("Log.entryAdded", "Runtime.consoleAPICalled",
                                        "Runtime.exceptionThrown"):
                self.complaints.append(json.dumps(answer["params"]))
        if "error" in answer:
            fail(f"{method}: {answer['error']}")
        return answer["result"]

    def open(self, url):
        self.ask("Page.navigate", url=url)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def value(self, expression):
        return self.ask("Runtime.evaluate", expression=expression,
                        returnByValue=True)["result"].get("value")

    def wait(self, expression, seconds=10):
        end = time.monotonic() + seconds
        while not self.value(expression):
            if time.monotonic() > end:
                fail(f"not within {seconds} s: {expression}\n{self.complaints}")
            time.sleep(0.05)

    def key(self, name, code=0, text=""):
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=name, code=name, text=text,
                     windowsVirtualKeyCode=code)

    def type(self, text):
        for letter in text:
            self.ask("Input.insertText", text=letter)


OPEN = "!document.querySelector('.stepwell-results').hidden"
FOCUS = "document.activeElement.tagName"


def with_script(browser, site):
    browser.open(site)
    browser.wait("document.querySelector('form.stepwell') !== null")
    browser.value("document.querySelector('[name=q]').focus()")
    browser.type("fa")
    time.sleep(0.5)
    if browser.value(OPEN):
        fail("two letters are enough")
    browser.type("ther engagement")
    browser.wait(OPEN + " && document.querySelectorAll('.stepwell-results mark').length > 0")
    if "publicați" not in browser.value("document.querySelector('[role=status]').textContent"):
        fail("the number of results is not said, or not in the language of the box")
    if browser.value("document.querySelector('.stepwell-results').lang") != "ro":
        fail("the language of the results is not said")
    if browser.value("document.querySelectorAll('form script, form img').length") != 0:
        fail("text of a document became markup")
    if "<script>" not in browser.value("document.querySelector('.stepwell-results').textContent"):
        fail("the text of a document is not shown: " + browser.value("document.querySelector('.stepwell-results').textContent"))
    if PICTURE:
        save_picture(browser)
    browser.key("ArrowDown", 40)
    if browser.value(FOCUS) != "A":
        fail("the arrow does not reach the results")
    browser.key("ArrowUp", 38)
    if browser.value(FOCUS) != "INPUT":
        fail("the arrow does not lead back")
    browser.key("ArrowDown", 40)
    browser.key("Escape", 27)
    if browser.value(FOCUS) != "INPUT" or browser.value(OPEN):
        fail("Escape does not close")
    if browser.complaints:
        fail("\n".join(browser.complaints))
    submit(browser, "ro")


def save_picture(browser):
    import base64
    data = browser.ask("Page.captureScreenshot", format="png")["data"]
    with open(PICTURE, "wb") as file:
        file.write(base64.b64decode(data))


def submit(browser, tag):
    browser.key("Enter", 13, "\r")
    browser.wait(f"location.href.startsWith('{SEARCH}?q=father')")
    browser.wait("document.querySelector('h1') !== null")
    if browser.value("document.documentElement.lang") != tag:
        fail(f"the search page is not in '{tag}'")


def without_script(browser, site):
    """A site that allows nothing of it still has its form."""
    browser.open(site + "without")
    browser.value("document.querySelector('[name=q]').focus()")
    browser.type("father")
    if browser.value("document.querySelector('.stepwell') !== null"):
        fail("the policy is not in force")
    submit(browser, "en")


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}/"
    browser = Browser()
    try:
        with_script(browser, site)
        without_script(browser, site)
    finally:
        browser.program.kill()
        browser.program.wait()
    print("the box works on another origin, by keyboard, under", POLICY)


main()
