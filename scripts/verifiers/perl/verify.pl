# Reads questions (JSON lines: id, uri) and prints what the installed MongoDB driver makes of them. Nothing is connected.
use strict;
use warnings;
use JSON::PP;
use MongoDB;

my $json = JSON::PP->new->canonical->utf8;
$| = 1;
while (my $line = <STDIN>) {
    my $question = eval { $json->decode($line) } or next;
    my @warnings;
    local $SIG{__WARN__} = sub { push @warnings, @_ };
    my %answer = ( id => $question->{id}, driver => 'perl', version => "$MongoDB::VERSION" =~ s/^v//r );
    my $client = eval { MongoDB::MongoClient->new( host => $question->{uri} ) };
    if ($client) {
        my $ssl = $client->ssl;
        $answer{outcome} = 'ok';
        $answer{tls} = $ssl ? JSON::PP::true : JSON::PP::false;
        if ($ssl) {
            my $hash = ref $ssl ? $ssl : {};
            my $chain = !( exists $hash->{SSL_verify_mode} && !$hash->{SSL_verify_mode} );
            my $name = $chain && ( $hash->{SSL_verifycn_scheme} // '' ) ne 'none';
            $answer{chain} = $chain ? JSON::PP::true : JSON::PP::false;
            $answer{hostname} = $name ? JSON::PP::true : JSON::PP::false;
        }
    }
    else {
        $answer{outcome} = 'error';
        my $error = $@;
        $answer{error} = ref $error if ref $error;
        $answer{message} = ref $error ? $error->message : $error;
    }
    $answer{warns} = @warnings ? JSON::PP::true : JSON::PP::false;
    print $json->encode( \%answer ), "\n";
}
