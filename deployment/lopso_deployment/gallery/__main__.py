"""`python -m lopso_deployment.gallery FOLDER` serves the apps of a build folder."""

import argparse
from pathlib import Path

from lopso_deployment.gallery.room import Rules
from lopso_deployment.gallery.server import Gallery, serve

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=Path)
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--address", action="append")
parser.add_argument("--language", choices=("vi", "en"), default="vi")
parser.add_argument("--class-size", type=int, default=40)
parser.add_argument("--ready", type=int)
parser.add_argument("--allow-unconfined", action="store_true")
parser.add_argument("--behind-proxy", action="store_true")
options = parser.parse_args()
serve(
    Gallery(
        options.folder,
        options.port,
        tuple(options.address or ["127.0.0.1"]),
        options.language,
        Rules.for_class(options.class_size, options.ready),
        options.allow_unconfined,
        options.behind_proxy,
    )
)
