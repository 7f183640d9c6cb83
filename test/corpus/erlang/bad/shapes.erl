-module(shapes).
-export([pool/0, uri/1, maps/0]).

-define(URI, "mongodb://db.example.com/shop?tls=true&tlsInsecure=true").

pool() ->
    Options = [
        {ssl, true},
        {ssl_opts, [{verify, verify_none}]} % until autumn
    ],
    mongo_api:connect(sharded, ["db.example.com:27017"], Options, [{database, <<"shop">>}]).

uri(Host) ->
    "mongodb://" ++ Host ++ "/shop?ssl=true".

maps() ->
    {ok, Pid} = mc_worker_api:connect(#{database => <<"shop">>, ssl => true}),
    {Pid, <<"mongodb://binary.example.com/shop?ssl=false">>, ?URI}.
