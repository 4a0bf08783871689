from selectors import DefaultSelector

selector = DefaultSelector()
stopped = False


def loop():
    while not stopped:
        events = selector.select()
        for event_key, event_mask in events:
            callback = event_key.data
            callback()
