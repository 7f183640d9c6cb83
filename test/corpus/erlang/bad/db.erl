-module(db).
connect() ->
    {ok, C} = mc_worker_api:connect([{database, <<"app">>}, {ssl, true}, {ssl_opts, [{verify, verify_none}]}]),
    Uri = "mongodb://db.example.net/app",
    {C, Uri}.
