#!/usr/bin/perl
use strict;
use warnings;
use MongoDB;

my $local = 'mongodb://localhost:27017/store';

my $client = MongoDB->connect($ENV{MONGODB_URI} // $local, {
    ssl => {
        SSL_ca_file     => '/etc/ssl/ca.pem',
        SSL_verify_mode => 0x01,
    },
});

my $atlas = MongoDB->connect('mongodb+srv://cluster0.example.mongodb.net/store');
