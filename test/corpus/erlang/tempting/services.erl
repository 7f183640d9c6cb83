-module(services).
-export([redis/0, http/1, is_mongo/1]).

%% mc_worker_api:connect([{host, "old.example.com"}, {ssl, false}])
%% A URI: mongodb://user:secret@host/db
redis() ->
    eredis:start_link([{host, "cache"}, {tls, [{verify, verify_none}]}]).

http(Url) ->
    httpc:request(get, {Url, []}, [{ssl, [{verify, verify_none}]}], []).

is_mongo("mongodb://" ++ _) -> true;
is_mongo("mongodb+srv://" ++ _) -> true;
is_mongo(_) -> false.
