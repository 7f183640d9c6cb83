package Shapes;
use strict;
use warnings;
use MongoDB;
use IO::Socket::SSL;

use constant URI => 'mongodb://db.example.com/shop?ssl=true';

my %ssl = (
    SSL_verify_mode => SSL_VERIFY_NONE,
    SSL_ca_file     => 'ca.pem',
);

sub hash_of_options {
    return MongoDB::MongoClient->new(host => 'mongodb://hash.example.com/shop', ssl => \%ssl);
}

sub inline {
    my ($user, $password) = @_;
    return MongoDB->connect("mongodb://$user:$password\@inline.example.com/shop", {
        ssl => { SSL_verify_mode => 0x00, SSL_verifycn_scheme => 'none' },
    });
}

sub joined {
    return MongoDB->connect('mongodb://' . $_[0] . ':27017/shop?tls=true');
}

sub quoted {
    return MongoDB->connect(qq{mongodb://$ENV{DB_HOST}/shop?ssl=true});
}

# MongoDB->connect('mongodb://old.example.com');
1;
