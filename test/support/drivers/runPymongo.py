"""Connects with the real PyMongo: one JSON object per input line ({id, uri, options, timeoutMs}), one verdict per output line."""
import json
import sys
import threading
import warnings

import pymongo

warnings.simplefilter("ignore")
lock = threading.Lock()


def attempt(row):
    answer = {"id": row["id"]}
    try:
        client = pymongo.MongoClient(
            row["uri"],
            serverSelectionTimeoutMS=row["timeoutMs"],
            connectTimeoutMS=row["timeoutMs"],
            socketTimeoutMS=row["timeoutMs"],
            **row.get("options", {}),
        )
        try:
            client.admin.command("ping")
            answer["connected"] = True
        finally:
            client.close()
    except Exception as error:  # the verdict is whatever the driver says
        answer["connected"] = False
        answer["error"] = f"{type(error).__module__}.{type(error).__name__}: {error}"[:2000]
    with lock:
        print(json.dumps(answer), flush=True)


for line in sys.stdin:
    threading.Thread(target=attempt, args=(json.loads(line),), daemon=False).start()
