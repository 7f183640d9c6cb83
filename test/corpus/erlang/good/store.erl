-module(store).
-export([open/0, local/0]).

open() ->
    mc_worker_api:connect([
        {host, "db.example.com"},
        {database, <<"shop">>},
        {ssl, true},
        {ssl_opts, [{verify, verify_peer}, {cacertfile, "/etc/ssl/ca.pem"}]}
    ]).

local() ->
    "mongodb://localhost:27017/shop".
