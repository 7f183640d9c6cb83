"""Prints what PyMongo says: one JSON object per input line ({id, uri}), one per output line ({id, text})."""
import json
import sys
import threading
import traceback
import warnings

import pymongo

warnings.simplefilter("ignore")
lock = threading.Lock()


def attempt(row):
    text = None
    try:
        pymongo.MongoClient(row["uri"]).admin.command("ping")
    except Exception:
        text = traceback.format_exc()
    with lock:
        print(json.dumps({"id": row["id"], "text": text}), flush=True)


for line in sys.stdin:
    threading.Thread(target=attempt, args=(json.loads(line),)).start()
