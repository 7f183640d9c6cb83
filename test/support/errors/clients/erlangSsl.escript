#!/usr/bin/env escript
%% Prints what the ssl application of Erlang says: per line id, host, port, CA file and certificate file, separated by tabs.
main(_) ->
    logger:set_primary_config(level, error),
    application:ensure_all_started(ssl),
    loop().

loop() ->
    case io:get_line("") of
        eof -> ok;
        Line ->
            [Id, Host, Port, Ca, Cert] = string:split(string:trim(Line, trailing, "\n"), "\t", all),
            Files = [{cacertfile, Ca} || Ca =/= ""] ++ [{certfile, Cert} || Cert =/= ""] ++ [{keyfile, Cert} || Cert =/= ""],
            Address = case inet:parse_address(Host) of {ok, A} -> A; _ -> Host end,
            Result = (catch ssl:connect(Address, list_to_integer(Port),
                [{verify, verify_peer}, {customize_hostname_check, []}, {active, false}] ++ Files, 2000)),
            Late = case Result of
                {ok, Socket} -> (catch ssl:recv(Socket, 0, 500));
                Other -> Other
            end,
            io:format("~ts\t~0tp~n", [Id, Late]),
            loop()
    end.
