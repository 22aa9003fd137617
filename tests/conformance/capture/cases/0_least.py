# The request that all others are compared with in `sdk_requests.jsonl`.
est_least = estimator()
