"""An Arrow IPC stream on stdin, as JSON on stdout: {"metadata": {...}, "rows": [[...], ...]}.

The page's own decoder is under test, so the tests read recordings with another.
"""

import json
import sys

import pyarrow as pa

table = pa.ipc.open_stream(sys.stdin.buffer).read_all()
columns = [column.to_pylist() for column in table.columns]
json.dump(
    {
        "metadata": json.loads(table.schema.metadata[b"simloop"]),
        "names": table.schema.names,
        "rows": list(zip(*columns, strict=True)),
    },
    sys.stdout,
    ensure_ascii=False,
)
