# Prints what the Perl driver says: {id, host, port, uri, tls, ca, cert} in, {id, text} out.
use strict;
use warnings;
use JSON::PP;
use MongoDB;
$SIG{PIPE} = 'IGNORE';
$| = 1;
while (my $line = <STDIN>) {
    my $row = decode_json($line);
    my $ssl = $row->{tls} ? { ($row->{ca} ? (SSL_ca_file => $row->{ca}) : ()), ($row->{cert} ? (SSL_cert_file => $row->{cert}, SSL_key_file => $row->{cert}) : ()), ($row->{password} ? (SSL_passwd_cb => sub { $row->{password} }) : ()) } : 0;
    eval {
        my $client = MongoDB->connect("mongodb://$row->{host}:$row->{port}/", { ssl => $ssl, server_selection_timeout_ms => 1500, connect_timeout_ms => 1000, server_selection_try_once => 1 });
        $client->get_database('admin')->run_command([ ping => 1 ]);
    };
    my $text = $@ ? "$@" : undef;
    print encode_json({ id => $row->{id}, text => $text }), "\n";
}
